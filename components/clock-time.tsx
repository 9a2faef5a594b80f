"use client";

import { useSyncExternalStore } from "react";
import { dayAndClock, dayWords, exactTime } from "./time-words";

const never = () => () => undefined;

/** The time zone to format in: UTC on the server, the reader's (undefined) in the browser. */
const useZone = (): string | undefined =>
  useSyncExternalStore(
    never,
    () => undefined,
    () => "UTC",
  );

/** Names days in the reader's zone. */
export function useDayWords(): (at: Date) => string {
  const zone = useZone();
  return (at) => dayWords(at, zone);
}

/** A day and time to the minute, with the exact time on hover. */
export function ClockTime({ at }: { at: string | Date }) {
  const zone = useZone();
  const moment = new Date(at);
  return (
    <time dateTime={moment.toISOString()} title={exactTime(moment, zone)}>
      {dayAndClock(moment, zone)}
    </time>
  );
}

/** A time to the second, for comparison with other logs. */
export function ExactTime({ at }: { at: Date }) {
  return <time dateTime={at.toISOString()}>{exactTime(at, useZone())}</time>;
}
