"use client";

import { useSyncExternalStore } from "react";
import { dayAndClock, dayWords, exactTime } from "./time-words";

const never = () => () => undefined;

/** The zone that moments are told in: UTC from the server, then the reader's own. */
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

/** A moment by calendar and clock, the exact one on hover. */
export function ClockTime({ at }: { at: string | Date }) {
  const zone = useZone();
  const moment = new Date(at);
  return (
    <time dateTime={moment.toISOString()} title={exactTime(moment, zone)}>
      {dayAndClock(moment, zone)}
    </time>
  );
}

/** A moment to the second, to be compared with other logs. */
export function ExactTime({ at }: { at: Date }) {
  return <time dateTime={at.toISOString()}>{exactTime(at, useZone())}</time>;
}
