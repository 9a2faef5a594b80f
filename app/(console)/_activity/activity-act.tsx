import { Link } from "@/components/ui/link";
import { countOf, phraseOf } from "@/lib/activity/action-groups";
import type { ActivityAct } from "@/lib/activity/queries";
import { ActivityRow } from "./activity-row";

type Props = {
  act: ActivityAct;
  timeZone: string | undefined;
  isOfOneApp: boolean;
  /** The reader may open the account's activity, where every act is listed with all its entries. */
  mayFollow: boolean;
};

/** One act: the entry that caused it, and the entries that followed from it in a fold below. */
export function ActivityActRow({ act, timeZone, isOfOneApp, mayFollow }: Props) {
  return (
    <ActivityRow entry={act.cause} timeZone={timeZone} isOfOneApp={isOfOneApp}>
      {act.followers.length > 0 && (
        <details className="mt-1">
          <summary className="w-fit cursor-pointer rounded-sm text-sm text-ink-soft hover:text-ink">
            {followingWords(act)}
          </summary>
          <ol className="mt-1 border-l-2 pl-3 text-sm">
            {act.followers.map((entry) => (
              <ActivityRow key={entry.id} entry={entry} timeZone={timeZone} isOfOneApp={isOfOneApp} isFollower />
            ))}
          </ol>
        </details>
      )}
      {mayFollow && (act.isPart || act.total === null || act.total > act.followers.length + 1) && (
        <p className="mt-1 text-sm">
          <Link href={`/activity?act=${act.actId}`} className="link">
            {wholeWords(act)}
          </Link>
        </p>
      )}
    </ActivityRow>
  );
}

function wholeWords({ isPart, total }: ActivityAct): string {
  if (isPart) return "All entries of this act";
  return total === null ? "All of the more than 10,000 entries of this act" : `All ${countWords(total)} of this act`;
}

const countWords = (count: number): string => `${count.toLocaleString("en")} entries`;

/** "and removed ungranted scopes from 12 apps, deactivated Reporting"; the target of the cause is called "it". */
function followingWords({ cause, followers, counts, total }: ActivityAct): string {
  if (total === null) return "and more than 10,000 entries that followed";
  const parts = counts.map(({ action, count }) => {
    const only = count === 1 ? followers.find((entry) => entry.action === action) : undefined;
    if (!only) return phraseOf(action, countOf(action, count));
    return phraseOf(action, only.targetId === cause.targetId ? "it" : only.targetName);
  });
  return `and ${parts.join(", ")}`;
}
