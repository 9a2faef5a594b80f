"use client";

import { RelativeTime } from "@/components/relative-time";

type Props = {
  delivery: { state: string; dueAt: string; attemptCount: number };
  /** Database time when the delivery was read. */
  now: string;
};

/** When a waiting delivery will be sent; nothing for any other. */
export function NextAttempt({ delivery, now }: Props) {
  if (delivery.state === "held") return "Held until the app holds a scope that opens the event";
  if (delivery.state !== "pending") return null;
  const aheadMs = Date.parse(delivery.dueAt) - Date.parse(now);
  const which = delivery.attemptCount === 0 ? "First attempt" : "Next attempt";
  if (aheadMs <= 0) return `${which} due now`;
  if (aheadMs < 60_000) return `${which} within a minute`;
  return (
    <>
      {which} <RelativeTime at={delivery.dueAt} now={now} />
    </>
  );
}
