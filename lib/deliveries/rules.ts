/** For how long one attempt may last: name, connection, TLS, headers and body together. */
export const deadlineMs = 3_000;

/** For how long a worker that claimed a delivery has it to itself: the deadline, a token for it, and writing it down. */
export const leaseMs = 10_000;

/**
 * The most deliveries under way in a process at a time: to one endpoint, for one account that is alone, and in total.
 * What an account can't take is there for the next one that comes: nobody waits until the first one's end.
 */
export const atOnce = { perEndpoint: 10, perAccount: 300, inProcess: 400 } as const;

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** How long after the one before each attempt is made: 10 attempts over 75 hours. */
export const retryDelaysMs = [
  0,
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
] as const;

const jitter = 0.2;

/**
 * How long to wait after `failed` attempts in a row: the table's delay, give or take a fifth, or as long as the endpoint
 * asked for with Retry-After, up to twice the table's. Null: that was the last attempt.
 * @param random from 0 to 1
 */
export function nextDelayMs(
  failed: number,
  { retryAfterSeconds, random }: { retryAfterSeconds: number | null; random: number },
): number | null {
  const tableMs = retryDelaysMs[failed];
  if (tableMs === undefined) return null;
  const spreadMs = Math.round(tableMs * (1 - jitter + 2 * jitter * random));
  return Math.max(spreadMs, Math.min((retryAfterSeconds ?? 0) * second, 2 * tableMs));
}

/** What an answer means: 410 says that nobody is there any more and nobody will be. */
const gone = 410;

type Answered = { failure: string | null; status: number | null; retryAfterSeconds: number | null };

/** What becomes of a delivery; pending ones are tried again after the delay. */
export type Outcome = { state: "delivered" | "failed"; delayMs: null } | { state: "pending"; delayMs: number };

/** What becomes of a delivery after an attempt. `retry`: attempts that failed before it. A test is tried once. */
export function outcomeOf(
  sent: Answered,
  { retry, isTest }: { retry: number; isTest: boolean },
  random: number,
): Outcome {
  if (sent.failure === null) return { state: "delivered", delayMs: null };
  if (isTest || sent.status === gone) return { state: "failed", delayMs: null };
  const delayMs = nextDelayMs(retry + 1, { retryAfterSeconds: sent.retryAfterSeconds, random });
  return delayMs === null ? { state: "failed", delayMs } : { state: "pending", delayMs };
}

/** Whether this answer disables the endpoint's subscription at once. */
export const isGone = ({ status, isTest }: { status: number | null; isTest: boolean }): boolean =>
  status === gone && !isTest;

/**
 * The circuit breaker: after so many failures in a row nothing is sent to an endpoint for this share of the time that it
 * has failed, within these bounds; then one delivery at a time probes it, until one succeeds.
 */
export const breaker = { failures: 5, share: 0.25, leastMs: 1_000, mostMs: 30_000 } as const;

/** When a delivery is due that a person asked for: it goes first, and an open circuit breaker does not keep it. */
export const firstInLine = new Date(0);
