/** For how long one attempt may last: name, connection, TLS, headers and body together. */
export const deadlineMs = 3_000;

/** For how long a worker that claimed a delivery has it to itself: the deadline, a token for it, and writing it down. */
export const leaseMs = 10_000;

const seconds = 1_000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

/** How long after the one before each attempt is made (product.md: 10 attempts over 75 hours). */
export const retryDelaysMs = [
  0,
  5 * seconds,
  5 * minutes,
  30 * minutes,
  2 * hours,
  5 * hours,
  10 * hours,
  14 * hours,
  20 * hours,
  24 * hours,
] as const;

const jitter = 0.2;

/**
 * How long to wait after `failed` attempts in a row: the table's delay, give or take a fifth, or as long as the endpoint
 * asked for with Retry-After, up to twice the table's. Null: it was the last one.
 * @param random from 0 to 1
 */
export function nextDelayMs(
  failed: number,
  { retryAfterSeconds, random }: { retryAfterSeconds: number | null; random: number },
): number | null {
  const tableMs = retryDelaysMs[failed];
  if (tableMs === undefined) return null;
  const spreadMs = Math.round(tableMs * (1 - jitter + 2 * jitter * random));
  return Math.max(spreadMs, Math.min((retryAfterSeconds ?? 0) * seconds, 2 * tableMs));
}

/**
 * The circuit breaker, by failures in a row: for how long nothing is sent to the endpoint, after which one delivery
 * probes it. More failures than there are entries: the last one.
 */
export const breakerDelaysMs = [0, 0, 0, 0, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000] as const;

/** After so many days of nothing but failure an endpoint's subscription is disabled. */
export const failingDays = 5;

/** What was asked for by a person goes first, and an open circuit breaker does not keep it: when it is due. */
export const firstInLine = new Date(0);
