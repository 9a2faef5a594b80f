"use client";

import { useSyncExternalStore } from "react";
import type { ActivityAct } from "@/lib/activity/queries";
import { ActivityActRow } from "./activity-act";
import { byDay } from "./days";

type Props = {
  acts: ActivityAct[];
  /** When the server rendered the page (ISO 8601). */
  now: string;
  isOfOneApp: boolean;
  mayFollow: boolean;
};

const standsStill = () => () => undefined;

/** Acts by day. The server renders days and times in UTC; the browser switches them to the reader's time zone. */
export function ActivityList({ acts, now, isOfOneApp, mayFollow }: Props) {
  const timeZone = useSyncExternalStore(
    standsStill,
    () => undefined,
    () => "UTC",
  );
  const dated = acts.map((act) => ({ ...act, at: act.cause.at }));
  return (
    <div className="space-y-6">
      {byDay(dated, new Date(now), timeZone).map((group) => (
        <section key={group.day} aria-label={group.day}>
          <h2 className="mb-2 text-sm font-medium text-ink-soft">{group.day}</h2>
          <ol className="divide-y rounded-lg border bg-surface">
            {group.entries.map((act) => (
              <ActivityActRow
                key={act.cause.id}
                act={act}
                timeZone={timeZone}
                isOfOneApp={isOfOneApp}
                mayFollow={mayFollow}
              />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}
