import type { ReactNode } from "react";
import { exactTime } from "@/components/time-words";
import { Link } from "@/components/ui/link";
import type { ActivityEntry } from "@/lib/activity/queries";
import { ChangeList } from "./change-list";
import { changesOf, reasonsOf } from "./changes";

type Props = {
  entry: ActivityEntry;
  timeZone: string | undefined;
  isOfOneApp: boolean;
  /** The entry is listed under its cause, which already says who did it, when and why. */
  isFollower?: boolean;
  children?: ReactNode;
};

/** One audit entry: who did what to what, from which address, why, and what changed. */
export function ActivityRow({ entry, timeZone, isOfOneApp, isFollower = false, children }: Props) {
  const reasons = isFollower && entry.action === "app.scopesStripped" ? [] : reasonsOf(entry.after);
  return (
    <li className={isFollower ? "py-1.5" : "flex gap-x-4 px-4 py-3"}>
      {!isFollower && <Clock at={entry.at} timeZone={timeZone} />}
      <div className="min-w-0 grow">
        <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-0.5">
          <p className="min-w-0 break-words">
            <strong className="font-medium">{entry.actorName}</strong> {entry.words}{" "}
            <Target entry={entry} isOfOneApp={isOfOneApp} />
          </p>
          {entry.address && !isFollower && <span className="font-mono text-xs text-ink-faint">{entry.address}</span>}
        </div>
        {reasons.length > 0 && <p className="mt-0.5 text-sm break-words text-ink-soft">Because: {reasons.join(" ")}</p>}
        <ChangeList changes={changesOf(entry.before, entry.after)} />
        {children}
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

/** The target. An app links to its page or, once removed, to its entries; nothing is shown for an act on oneself. */
function Target({ entry, isOfOneApp }: { entry: ActivityEntry; isOfOneApp: boolean }) {
  const { appId, isAppThere, targetId, targetName, actorId, actorName } = entry;
  if (targetId === actorId && targetName === actorName) return null;
  if (!appId || isOfOneApp) return <span className="font-medium">{targetName}</span>;
  return (
    <Link href={isAppThere ? `/apps/${appId}/activation` : `/activity?app=${appId}`} className="link font-medium">
      {targetName}
    </Link>
  );
}
