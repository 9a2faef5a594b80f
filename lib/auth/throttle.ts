import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { pool } from "@/lib/db";

type Limit = { name: string; attempts: number; perSeconds: number };

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
