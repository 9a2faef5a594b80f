"use client";

import { useSyncExternalStore } from "react";
import { exactTime, timeWords } from "./time-words";

const TICK_MS = 30_000;
const listeners = new Set<() => void>();
let clockMs = 0;
let ticking: ReturnType<typeof setInterval> | undefined;

function tick() {
  clockMs = Date.now();
  for (const listener of listeners) listener();
}

/** One clock for all times on the page; it stops while none is shown. */
function subscribe(listener: () => void) {
  listeners.add(listener);
  clockMs = Date.now();
  ticking ??= setInterval(tick, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(ticking);
    ticking = undefined;
  };
}

function readClock() {
  clockMs ||= Date.now();
  return clockMs;
}

type RelativeTimeProps = {
  at: string | Date;
  /** When the server rendered the page (ISO 8601). If given, the first paint is relative as well, in UTC. */
  now?: string;
  className?: string;
};

/** A relative time, the exact one on hover. The server renders UTC; the browser switches to local and updates it. */
export function RelativeTime({ at, now, className }: RelativeTimeProps) {
  const clock = useSyncExternalStore(subscribe, readClock, () => null);
  const moment = new Date(at);
  const zone = clock === null ? "UTC" : undefined;
  const exact = exactTime(moment, zone);
  const reference = clock ?? (now && Date.parse(now));
  return (
    <time dateTime={moment.toISOString()} title={exact} className={className}>
      {reference ? timeWords(moment, new Date(reference), zone) : exact}
    </time>
  );
}
