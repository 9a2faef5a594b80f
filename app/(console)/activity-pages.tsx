import { EmptyState } from "@/components/empty-state";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import type { ActivityEntry } from "@/lib/audit/queries";
import { ActivityList } from "./activity-list";

type Props = {
  /** The address of the list, to which the place in it is added. */
  path: string;
  entries: ActivityEntry[];
  /** The entry this page begins after; null on the newest page. */
  from: string | null;
  /** The entry the next page begins after; null when there is nothing older. */
  next: string | null;
  isOfOneApp?: boolean;
};

/** A page of the audit, with the ways to newer and older ones. */
export function ActivityPages({ path, entries, from, next, isOfOneApp = false }: Props) {
  return (
    <>
      {entries.length === 0 ? (
        <EmptyState title={from ? "Nothing older" : "Nothing yet"}>
          <p>Every change is noted here: who made it, when, from where, and what was there before.</p>
        </EmptyState>
      ) : (
        <ActivityList entries={entries} now={new Date().toISOString()} isOfOneApp={isOfOneApp} />
      )}
      {(from || next) && (
        <nav aria-label="Pages" className="mt-6 flex gap-2">
          {from && (
            <Button asChild>
              <Link href={path}>Newest</Link>
            </Button>
          )}
          {next && (
            <Button asChild>
              <Link href={`${path}?before=${next}`}>Older</Link>
            </Button>
          )}
        </nav>
      )}
    </>
  );
}
