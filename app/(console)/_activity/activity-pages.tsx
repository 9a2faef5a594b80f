import { SearchX } from "lucide-react";
import { EmptyState } from "@/components/empty-state";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { type ActivityFilter, isFiltered } from "@/lib/activity/filter";
import type { ActivityAct } from "@/lib/activity/queries";
import { activityAddress } from "./activity-address";
import { ActivityList } from "./activity-list";

type Props = {
  /** Path of the list; the filter and the position are added to it. */
  path: string;
  filter: ActivityFilter;
  acts: ActivityAct[];
  /** The cursor after which this page starts; null on the newest page. */
  from: string | null;
  /** The cursor after which the next page starts; null if there are no older entries. */
  next: string | null;
  isOfOneApp?: boolean;
  mayFollow: boolean;
};

/** One page of the audit log, with links to newer and older entries. */
export function ActivityPages({ path, filter, acts, from, next, isOfOneApp = false, mayFollow }: Props) {
  return (
    <>
      {acts.length === 0 ? (
        <Nothing path={path} isFiltered={isFiltered(filter)} isEnd={from !== null} />
      ) : (
        <ActivityList acts={acts} now={new Date().toISOString()} isOfOneApp={isOfOneApp} mayFollow={mayFollow} />
      )}
      {(from || next) && (
        <nav aria-label="Pages" className="mt-6 flex gap-2">
          {from && (
            <Button asChild>
              <Link href={activityAddress(path, filter)}>Newest</Link>
            </Button>
          )}
          {next && (
            <Button asChild>
              <Link href={activityAddress(path, filter, { before: next })}>Older</Link>
            </Button>
          )}
        </nav>
      )}
    </>
  );
}

function Nothing({ path, isFiltered, isEnd }: { path: string; isFiltered: boolean; isEnd: boolean }) {
  if (isEnd) return <EmptyState title="Nothing older" />;
  if (!isFiltered) {
    return (
      <EmptyState title="Nothing yet">
        <p>Every change is noted here: who made it, when, from where, and what was there before.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<SearchX />}
      title="Nothing matches"
      action={
        <Button asChild>
          <Link href={path}>Show everything</Link>
        </Button>
      }
    >
      Nothing that was done fits all of the filters.
    </EmptyState>
  );
}
