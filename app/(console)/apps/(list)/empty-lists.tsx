import { Boxes, SearchX, Trash2 } from "lucide-react";
import { EmptyState } from "@/components/empty-state";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { restorableDays } from "@/lib/apps/removal";
import { listAddress } from "./list-address";

export function NoAppsYet({ mayCreate }: { mayCreate: boolean }) {
  return (
    <EmptyState
      icon={<Boxes />}
      title="No apps yet"
      action={
        mayCreate && (
          <Button asChild variant="primary">
            <Link href="/build">Build the first one</Link>
          </Button>
        )
      }
    >
      An app gives one of your backends its own credentials: with them it gets access tokens and calls APIs, within the
      scopes you choose and no further.
    </EmptyState>
  );
}

export function NothingFound({ removed }: { removed: boolean }) {
  return (
    <EmptyState
      icon={<SearchX />}
      title="No app matches"
      action={
        <Button asChild>
          <Link href={listAddress({ removed })}>{removed ? "Show all removed apps" : "Show all apps"}</Link>
        </Button>
      }
    >
      Search by name or the start of a client ID.
    </EmptyState>
  );
}

export function NothingRemoved() {
  return (
    <EmptyState icon={<Trash2 />} title="No removed apps">
      Removed apps appear here for {restorableDays} days, so you can restore them.
    </EmptyState>
  );
}
