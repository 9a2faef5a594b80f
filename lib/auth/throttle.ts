import { pool } from "@/lib/database/db";
import { Refusal } from "@/lib/refusal";

/** So many attempts within so many seconds; `name` tells it from other limits. */
export type Limit = { name: string; attempts: number; perSeconds: number };

/** `before`: how many were counted in the running span before these; `leftMs`: what is left of it. */
export type Counted = { before: number; leftMs: number };

/**
 * A row per key: how many attempts since the first one, and when they stop counting, in milliseconds since 1970. The
 * housekeeping deletes it some time after. Every server locks the rows in the same order, so that none waits for another
 * in a circle.
 */
const addAll = `
  INSERT INTO "Throttle" AS t ("key", "points", "expire")
  SELECT "key", "points", "now" + $3::bigint
    FROM unnest($1::text[], $2::int[]) AS asked("key", "points"),
         (SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS "now") clock
   ORDER BY "key"
  ON CONFLICT ("key") DO UPDATE
    SET "points" = CASE WHEN t."expire" <= excluded."expire" - $3::bigint THEN excluded."points"
                        ELSE t."points" + excluded."points" END,
        "expire" = CASE WHEN t."expire" <= excluded."expire" - $3::bigint THEN excluded."expire" ELSE t."expire" END
  RETURNING "key", "points", "expire" - (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS "leftMs"`;

const keyOf = ({ name }: Limit, key: string): string => `${name}:${key}`;

/**
 * Counts attempts for many keys of a limit in one statement, for all servers of this database and by its clock: the first
 * one of a key opens a span of `perSeconds`, after which counting begins anew.
 */
export async function countAttempts(limit: Limit, wanted: ReadonlyMap<string, number>): Promise<Map<string, Counted>> {
  const keys = [...wanted.keys()];
  const { rows } = await pool().query<{ key: string; points: number; leftMs: string }>({
    name: "count-attempts",
    text: addAll,
    values: [keys.map((key) => keyOf(limit, key)), [...wanted.values()], limit.perSeconds * 1000],
  });
  return new Map(
    rows.map((row) => {
      const key = row.key.slice(limit.name.length + 1);
      return [key, { before: row.points - (wanted.get(key) ?? 0), leftMs: Number(row.leftMs) }];
    }),
  );
}

/** {@link countAttempts} for a single one: how many there were before, and the seconds to wait, 0 while any are left. */
export async function countOne(limit: Limit, key: string): Promise<{ before: number; wait: number }> {
  const counted = (await countAttempts(limit, new Map([[key, 1]]))).get(key);
  if (!counted) throw new Error("The database did not count an attempt");
  return { before: counted.before, wait: waitAfter(limit, counted) };
}

/** The seconds to wait when so many were counted before this one; 0 while any are left. */
export const waitAfter = ({ attempts }: Limit, { before, leftMs }: Counted): number =>
  before < attempts ? 0 : Math.max(1, Math.ceil(leftMs / 1000));

/** Counts one attempt and returns the seconds to wait, 0 while any are left. */
export const countAttempt = async (limit: Limit, key: string): Promise<number> => (await countOne(limit, key)).wait;

/**
 * {@link countAttempt} for people.
 * @throws Refusal `too-many` when none is left, with the minutes to wait
 */
export async function spendAttempt(limit: Limit, key: string, sooner?: string): Promise<void> {
  const wait = await countAttempt(limit, key);
  if (wait > 0) throw tooMany(wait, { sooner });
}

/** `what`: what there was too much of; `sooner`: what helps sooner than to wait. Whole sentences. */
type TooMany = { what?: string; sooner?: string | undefined };

export function tooMany(waitSeconds: number, { what = "Too many attempts.", sooner = "" }: TooMany): Refusal {
  const minutes = Math.ceil(waitSeconds / 60);
  const wait = `Try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`;
  return new Refusal("too-many", `${what} ${wait} ${sooner}`.trim());
}

/** Takes back one attempt of the running span: it turned out not to count. */
export async function returnAttempt(limit: Limit, key: string): Promise<void> {
  await pool().query(`UPDATE "Throttle" SET "points" = "points" - 1 WHERE "key" = $1 AND "points" > 0`, [
    keyOf(limit, key),
  ]);
}

/** Forgets what was counted for this key, and answers whether anything was, within its span. */
export async function takeCounted(limit: Limit, key: string): Promise<boolean> {
  const { rows } = await pool().query<{ inTime: boolean }>(
    `DELETE FROM "Throttle" WHERE "key" = $1
     RETURNING "expire" > extract(epoch FROM clock_timestamp()) * 1000 AS "inTime"`,
    [keyOf(limit, key)],
  );
  return rows[0]?.inTime ?? false;
}

/** Forgets what was counted for this key. */
export async function forgetAttempts(limit: Limit, key: string): Promise<void> {
  await pool().query(`DELETE FROM "Throttle" WHERE "key" = $1`, [keyOf(limit, key)]);
}

/** Forgets what was counted for all keys that begin so. */
export async function forgetAttemptsUnder(limit: Limit, beginning: string): Promise<void> {
  await pool().query(`DELETE FROM "Throttle" WHERE starts_with("key", $1)`, [keyOf(limit, beginning)]);
}
