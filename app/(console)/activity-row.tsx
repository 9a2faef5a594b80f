import { exactTime } from "@/components/time-words";
import { Link } from "@/components/ui/link";
import type { ActivityEntry } from "@/lib/audit/queries";
import { changesOf, type FieldChange } from "./changes";

type Props = { entry: ActivityEntry; timeZone: string | undefined; isOfOneApp: boolean };

export function ActivityRow({ entry, timeZone, isOfOneApp }: Props) {
  const changes = changesOf(entry.before, entry.after);
  return (
    <li className="flex gap-x-4 px-4 py-3">
      <Clock at={entry.at} timeZone={timeZone} />
      <div className="min-w-0 grow">
        <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-0.5">
          <p className="min-w-0 break-words">
            <strong className="font-medium">{entry.actorName}</strong> {entry.words}{" "}
            <Target entry={entry} isOfOneApp={isOfOneApp} />
          </p>
          {entry.address && <span className="font-mono text-xs text-ink-faint">{entry.address}</span>}
        </div>
        {changes.length > 0 && <Changes changes={changes} />}
      </div>
    </li>
  );
}

function Clock({ at, timeZone }: { at: Date; timeZone: string | undefined }) {
  const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone });
  return (
    <time dateTime={at.toISOString()} title={exactTime(at, timeZone)} className="shrink-0 text-ink-soft">
      {clock.format(at)}
    </time>
  );
}

/** What it was done to: an app leads there; people who act on themselves are not named twice. */
function Target({ entry, isOfOneApp }: { entry: ActivityEntry; isOfOneApp: boolean }) {
  const { appId, targetId, targetName, actorId, actorName } = entry;
  if (targetId === actorId && targetName === actorName) return null;
  if (!appId || isOfOneApp) return <span className="font-medium">{targetName}</span>;
  return (
    <Link href={`/apps/${appId}`} className="link font-medium">
      {targetName}
    </Link>
  );
}

/** A brief change stands in the row, others fold out. */
function Changes({ changes }: { changes: FieldChange[] }) {
  const [first] = changes;
  if (first && changes.length === 1 && `${first.before ?? ""}${first.after ?? ""}`.length <= 60) {
    return (
      <p className="mt-0.5 text-sm break-words text-ink-soft">
        {first.field}: <OldAndNew {...first} />
      </p>
    );
  }
  return (
    <details className="mt-1">
      <summary className="w-fit cursor-pointer rounded-sm text-sm text-ink-soft hover:text-ink">
        {changes.map(({ field }) => field).join(", ")}
      </summary>
      <dl className="mt-2 space-y-2 border-l-2 pl-3 text-sm">
        {changes.map((change) => (
          <div key={change.field}>
            <dt className="text-ink-soft">{change.field}</dt>
            <dd className="break-words">
              <OldAndNew {...change} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function OldAndNew({ before, after }: Pick<FieldChange, "before" | "after">) {
  return (
    <>
      {before !== null && <del className="text-bad">{before}</del>}
      {before !== null && after !== null && " → "}
      {after !== null && <ins className="text-good no-underline">{after}</ins>}
    </>
  );
}
