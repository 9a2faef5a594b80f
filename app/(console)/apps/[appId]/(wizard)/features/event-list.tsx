"use client";

import { ChevronRight } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { type EventChoice, eventCount } from "./events-of-subscription";

/** The number of events; expands to list them. `added`: a suffix for a selection that isn't saved yet. */
export function EventList({ events, added = "" }: { events: EventChoice[]; added?: string }) {
  const paused = events.filter((event) => event.isPaused).length;
  if (events.length === 0) return <p className="mt-2 text-sm text-ink-soft">No events yet</p>;
  return (
    <details className="group mt-2 text-sm">
      <summary className="flex w-fit cursor-pointer list-none items-center gap-1.5 rounded-sm text-ink-soft hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-3.5 transition-transform duration-100 group-open:rotate-90" />
        {eventCount(events.length)}
        {added}
        {paused > 0 && <Badge tone="warn">{paused} paused</Badge>}
      </summary>
      {paused > 0 && (
        <p className="mt-2 pl-5 text-warn">
          A paused event is not delivered: the app no longer holds a scope that opens it.
        </p>
      )}
      <ul className="mt-2 space-y-1 pl-5">
        {events.map(({ id, title, isPaused }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3">
            <code className="font-mono break-all">{id}</code>
            <span className="text-ink-soft">{title}</span>
            {isPaused && <Badge tone="warn">Paused</Badge>}
          </li>
        ))}
      </ul>
    </details>
  );
}
