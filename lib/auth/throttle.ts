import { pool } from "@/lib/db";
import { Refusal } from "@/lib/refusal";

/** So many attempts within so many seconds; `name` tells it from other limits. */
export type Limit = { name: string; attempts: number; perSeconds: number };

/**
 * A row per key: how many attempts since the first one, and when they stop counting, in milliseconds since 1970. The
 * housekeeping deletes it some time after.
 */
const countOne = `
  INSERT INTO "Throttle" AS t ("key", "points", "expire")
  SELECT $1, 1, "now" + $2::bigint FROM (SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS "now") clock
  ON CONFLICT ("key") DO UPDATE
    SET "points" = CASE WHEN t."expire" <= excluded."expire" - $2::bigint THEN 1 ELSE t."points" + 1 END,
        "expire" = CASE WHEN t."expire" <= excluded."expire" - $2::bigint THEN excluded."expire" ELSE t."expire" END
  RETURNING "points", "expire" - (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS "leftMs"`;

const keyOf = ({ name }: Limit, key: string): string => `${name}:${key}`;

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

/**
 * Counts one attempt, for all servers of this database and by its clock: the first one opens a span of `perSeconds`,
 * after which counting begins anew. Returns the seconds to wait, 0 while attempts are left.
 */
export async function countAttempt(limit: Limit, key: string): Promise<number> {
  const { rows } = await pool().query<{ points: number; leftMs: string }>({
    name: "count-attempt",
    text: countOne,
    values: [keyOf(limit, key), limit.perSeconds * 1000],
  });
  const [counted] = rows;
  if (!counted) throw new Error("The database did not count an attempt");
  return counted.points > limit.attempts ? Math.max(1, Math.ceil(Number(counted.leftMs) / 1000)) : 0;
}

/** Forgets what was counted for this key. */
export async function forgetAttempts(limit: Limit, key: string): Promise<void> {
  await pool().query(`DELETE FROM "Throttle" WHERE "key" = $1`, [keyOf(limit, key)]);
}

/** Forgets what was counted for all keys that begin so. */
export async function forgetAttemptsUnder(limit: Limit, beginning: string): Promise<void> {
  await pool().query(`DELETE FROM "Throttle" WHERE starts_with("key", $1)`, [keyOf(limit, beginning)]);
}
