"use client";

import { ChevronRight } from "lucide-react";
import { type EventChoice, eventCount } from "./events-of-subscription";

/** How many events, and on demand which. `added` is said of a selection that is not saved yet. */
export function EventList({ events, added = "" }: { events: EventChoice[]; added?: string }) {
  if (events.length === 0) return <p className="mt-2 text-sm text-ink-soft">No events yet</p>;
  return (
    <details className="group mt-2 text-sm">
      <summary className="flex w-fit cursor-pointer list-none items-center gap-1.5 rounded-sm text-ink-soft hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-3.5 transition-transform duration-100 group-open:rotate-90" />
        {eventCount(events.length)}
        {added}
      </summary>
      <ul className="mt-2 space-y-1 pl-5">
        {events.map(({ id, title }) => (
          <li key={id} className="flex flex-wrap gap-x-3">
            <code className="font-mono break-all">{id}</code>
            <span className="text-ink-soft">{title}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
