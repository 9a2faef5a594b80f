/** Time limit of one attempt: DNS, connection, TLS, headers and body together. */
export const deadlineMs = 3_000;

/**
 * How long a claimed delivery is reserved for its worker: the deadline, obtaining a token for it, and recording the
 * result.
 */
export const leaseMs = 10_000;

/**
 * The most deliveries in progress in one process: to one endpoint, for one account that is alone, and in total. The
 * places one account can't use are free for the next, which never has to wait for the first to finish.
 */
export const atOnce = { perEndpoint: 10, perAccount: 300, inProcess: 400 } as const;

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Delay of each attempt after the previous one: 10 attempts over 75 hours. */
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
 * How long to wait after `failed` attempts in a row: the table's delay plus or minus 20%, or as long as the endpoint's
 * Retry-After asks, up to twice the table's. Null: that was the last attempt.
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

/** 410 Gone: the endpoint is gone permanently. */
const gone = 410;

type Answered = { failure: string | null; status: number | null; retryAfterSeconds: number | null };

/** A delivery's state after an attempt; pending ones are retried after the delay. */
export type Outcome = { state: "delivered" | "failed"; delayMs: null } | { state: "pending"; delayMs: number };

/**
 * Decides a delivery's state after an attempt. `retry`: the number of failed attempts before it. A test is tried once.
 */
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

/** Whether this response disables the endpoint's subscription immediately. */
export const isGone = ({ status, isTest }: { status: number | null; isTest: boolean }): boolean =>
  status === gone && !isTest;

/**
 * The circuit breaker: after `failures` failures in a row, nothing is sent to the endpoint for `share` of the time it
 * has been failing, within these bounds in ms. Then one delivery at a time probes it until one succeeds.
 */
export const breaker = { failures: 5, share: 0.25, leastMs: 1_000, mostMs: 30_000 } as const;

/** The due time of a delivery a person requested: it goes first, even if the circuit breaker is open. */
export const firstInLine = new Date(0);
