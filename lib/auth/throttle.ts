import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { pool } from "@/lib/db";
import { Refusal } from "@/lib/refusal";

/** So many attempts within so many seconds; `name` tells it from other limits. */
export type Limit = { name: string; attempts: number; perSeconds: number };

const kept = new Map<string, { limiter: RateLimiterPostgres; pool: unknown }>();

function limiterOf({ name, attempts, perSeconds }: Limit): RateLimiterPostgres {
  const found = kept.get(name);
  if (found && found.pool === pool()) return found.limiter;
  const limiter = new RateLimiterPostgres({
    storeClient: pool(),
    tableName: "Throttle",
    tableCreated: true,
    keyPrefix: name,
    points: attempts,
    duration: perSeconds,
    // What has expired is deleted by the housekeeping.
    clearExpiredByTimeout: false,
  });
  kept.set(name, { limiter, pool: pool() });
  return limiter;
}

/**
 * {@link countAttempt} for people.
 * @throws Refusal `too-many` when none is left, with the minutes to wait.
 */
export async function spendAttempt(limit: Limit, key: string): Promise<void> {
  const minutes = Math.ceil((await countAttempt(limit, key)) / 60);
  if (minutes === 0) return;
  throw new Refusal(
    "too-many",
    `Too many attempts. Try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`,
  );
}

/** Counts one attempt, for all servers of this database. Returns the seconds to wait, 0 while attempts are left. */
export async function countAttempt(limit: Limit, key: string): Promise<number> {
  try {
    await limiterOf(limit).consume(key);
    return 0;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
    throw refused;
  }
}

/** Forgets what was counted for this key. */
export async function forgetAttempts(limit: Limit, key: string): Promise<void> {
  await limiterOf(limit).delete(key);
}

/** Forgets what was counted for all keys that begin so. */
export async function forgetAttemptsUnder({ name }: Limit, beginning: string): Promise<void> {
  await pool().query(`DELETE FROM "Throttle" WHERE starts_with("key", $1)`, [`${name}:${beginning}`]);
}
