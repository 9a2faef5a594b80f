"use client";

import { useSyncExternalStore } from "react";
import type { ActivityEntry } from "@/lib/audit/queries";
import { ActivityRow } from "./activity-row";
import { byDay } from "./days";

type Props = {
  entries: ActivityEntry[] /** The server's moment of rendering (ISO). */;
  now: string;
  isOfOneApp: boolean;
};

const standsStill = () => () => undefined;

/** What was done, day by day. The server speaks UTC; in the browser the days and times become local. */
export function ActivityList({ entries, now, isOfOneApp }: Props) {
  const timeZone = useSyncExternalStore(
    standsStill,
    () => undefined,
    () => "UTC",
  );
  return (
    <div className="space-y-6">
      {byDay(entries, new Date(now), timeZone).map((group) => (
        <section key={group.day} aria-label={group.day}>
          <h2 className="mb-2 text-sm font-medium text-ink-soft">{group.day}</h2>
          <ol className="divide-y rounded-lg border bg-surface">
            {group.entries.map((entry) => (
              <ActivityRow key={entry.id} entry={entry} timeZone={timeZone} isOfOneApp={isOfOneApp} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}
