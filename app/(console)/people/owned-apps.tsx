import { StatusBadge } from "@/components/status-badge";
import { Link } from "@/components/ui/link";
import type { AppState } from "@/lib/app-state";
import { counted } from "../_effect/effect-words";

type OwnedAppsProps = {
  ownerId: string;
  apps: { id: string; name: string; state: AppState }[];
  count: number;
  mayTransfer: boolean;
};

/** A person's apps, by name; each with a link to transfer it, if the reader may. */
export function OwnedApps({ ownerId, apps, count, mayTransfer }: OwnedAppsProps) {
  const more = count - apps.length;
  return (
    <>
      <ul aria-label="Their apps" className="max-h-56 divide-y overflow-y-auto rounded-lg border bg-surface">
        {apps.map(({ id, name, state }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-2 gap-y-1 px-3 py-2">
            <span className="min-w-0 font-medium break-words text-ink">{name}</span>
            <StatusBadge state={state} />
            {mayTransfer && (
              <Link href={`/apps/${id}/ownership`} prefetch={false} className="link ml-auto text-sm">
                Transfer it first
              </Link>
            )}
          </li>
        ))}
      </ul>
      {more > 0 && (
        <p className="text-sm">
          And{" "}
          <Link href={`/apps?owner=${ownerId}`} prefetch={false} className="link">
            {counted(more, "more app", "more apps")}
          </Link>
          .
        </p>
      )}
    </>
  );
}
