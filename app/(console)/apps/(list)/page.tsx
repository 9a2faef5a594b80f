import { Boxes, SearchX } from "lucide-react";
import type { Metadata } from "next";
import { EmptyState } from "@/components/empty-state";
import { PageHeader } from "@/components/page-header";
import { Ready } from "@/components/ready";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { appListQuery, listApps } from "@/lib/apps/list";
import { requireActor } from "@/lib/auth/session";
import { mayCreateApps, maySeeApps } from "@/lib/roles/rules";
import { MissingPrivilege } from "../../missing-privilege";
import { AppFilters } from "./app-filters";
import { AppPages } from "./app-pages";
import { AppTable } from "./app-table";

export const metadata: Metadata = { title: "Created apps" };

export default async function CreatedAppsPage({ searchParams }: PageProps<"/apps">) {
  const actor = await requireActor();
  if (!maySeeApps(actor)) {
    return (
      <>
        <PageHeader title="Created apps" />
        <MissingPrivilege actor={actor} privilege="S2S apps: View" to="see apps" />
      </>
    );
  }
  const query = appListQuery(await searchParams);
  const { apps, total, next, previous } = await listApps(actor, query);
  const filtered = query.search !== "" || query.status !== null;
  const empty = apps.length === 0;
  return (
    <Ready>
      <PageHeader title="Created apps" description="The server-to-server OAuth apps of your account." />
      {(!empty || filtered) && <AppFilters search={query.search} status={query.status} total={total} />}
      {!empty && <AppTable apps={apps} />}
      {empty && filtered && <NothingFound />}
      {empty && !filtered && <NoAppsYet mayCreate={mayCreateApps(actor)} />}
      <AppPages query={query} next={next} previous={previous} />
    </Ready>
  );
}

function NoAppsYet({ mayCreate }: { mayCreate: boolean }) {
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

function NothingFound() {
  return (
    <EmptyState
      icon={<SearchX />}
      title="No app matches"
      action={
        <Button asChild>
          <Link href="/apps">Show all apps</Link>
        </Button>
      }
    >
      The search looks at names and at the beginning of client IDs.
    </EmptyState>
  );
}
