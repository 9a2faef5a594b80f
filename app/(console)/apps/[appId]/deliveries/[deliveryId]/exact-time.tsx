"use client";

import { useSyncExternalStore } from "react";
import { exactTime } from "@/components/time-words";

const standsStill = () => () => undefined;

/** A moment to the second, to be compared with other logs: in UTC from the server, then in the reader's own zone. */
export function ExactTime({ at }: { at: Date }) {
  const zone = useSyncExternalStore(
    standsStill,
    () => undefined,
    () => "UTC",
  );
  return <time dateTime={at.toISOString()}>{exactTime(at, zone)}</time>;
}
