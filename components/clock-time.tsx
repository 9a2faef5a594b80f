"use client";

import { useSyncExternalStore } from "react";
import { dayAndClock, exactTime } from "./time-words";

const never = () => () => undefined;

/** A moment by calendar and clock, the exact one on hover; the server speaks UTC, in the browser it becomes local. */
export function ClockTime({ at }: { at: string | Date }) {
  const zone = useSyncExternalStore(
    never,
    () => undefined,
    () => "UTC",
  );
  const moment = new Date(at);
  return (
    <time dateTime={moment.toISOString()} title={exactTime(moment, zone)}>
      {dayAndClock(moment, zone)}
    </time>
  );
}
