import { EmptyState } from "@/components/empty-state";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import type { AuditedApp } from "@/lib/activity/choices";
import type { ActivityFilter } from "@/lib/activity/filter";
import { activityAddress } from "../_activity/activity-address";

type Props = { filter: ActivityFilter; apps: AuditedApp[] };

/** Which app the filter matched: one, several to choose from, or none. */
export function AppChoice({ filter, apps }: Props) {
  const [only, ...others] = apps;
  if (!only) {
    return (
      <EmptyState
        title="No app matches"
        action={
          <Button asChild>
            <Link href={activityAddress("/activity", { ...filter, app: null })}>Show all apps</Link>
          </Button>
        }
      >
        The filter looks at names, client IDs and app IDs.
      </EmptyState>
    );
  }
  if (others.length === 0) {
    return (
      <p className="mb-4 text-sm text-ink-soft">
        Only what was done to <strong className="font-medium text-ink">{only.name}</strong> is shown.
      </p>
    );
  }
  return (
    <section aria-label="Apps that match" className="rounded-lg border bg-surface">
      <h2 className="border-b px-4 py-3 font-medium">Which of these apps?</h2>
      <ul className="divide-y">
        {apps.map((app) => (
          <li key={app.id} className="flex flex-wrap justify-between gap-x-6 px-4 py-2.5">
            <Link href={activityAddress("/activity", { ...filter, app: app.id })} className="link break-words">
              {app.name}
            </Link>
            <span className="font-mono text-xs text-ink-faint">{app.clientId}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
