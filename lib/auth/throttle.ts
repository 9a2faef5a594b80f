import * as z from "zod";
import { pool } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";
import { Refusal } from "@/lib/refusal";

/** At most `attempts` in `perSeconds` seconds; `name` distinguishes it from other limits. */
export type Limit = { name: string; attempts: number; perSeconds: number };

/** `before`: attempts already counted in the current window; `leftMs`: milliseconds until it ends. */
export type Counted = { before: number; leftMs: number };

/**
 * One row per key: the attempts since the first one, and when they stop counting (milliseconds since 1970).
 * Housekeeping deletes expired rows later. Every server locks the rows in the same order, so that they can't deadlock.
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

const countedRow = row({ key: z.string(), points: z.number(), leftMs: z.string() });

const keyOf = ({ name }: Limit, key: string): string => `${name}:${key}`;

/**
 * Counts attempts for many keys of a limit in one statement, shared by all servers of this database and timed by its
 * clock. A key's first attempt opens a window of `perSeconds`; after it, counting starts over.
 */
export async function countAttempts(limit: Limit, wanted: ReadonlyMap<string, number>): Promise<Map<string, Counted>> {
  const keys = [...wanted.keys()];
  const { rows } = await pool().query({
    name: "count-attempts",
    text: addAll,
    values: [keys.map((key) => keyOf(limit, key)), [...wanted.values()], limit.perSeconds * 1000],
  });
  return new Map(
    typed(countedRow, rows).map((counted) => {
      const key = counted.key.slice(limit.name.length + 1);
      return [key, { before: counted.points - (wanted.get(key) ?? 0), leftMs: Number(counted.leftMs) }];
    }),
  );
}

/**
 * {@link countAttempts} for one key: the attempts before this one, and the seconds to wait (0 while attempts are left).
 */
export async function countOne(limit: Limit, key: string): Promise<{ before: number; wait: number }> {
  const counted = (await countAttempts(limit, new Map([[key, 1]]))).get(key);
  if (!counted) throw new Error("The database did not count an attempt");
  return { before: counted.before, wait: waitAfter(limit, counted) };
}

/** Seconds to wait after this many attempts; 0 while attempts are left. */
export const waitAfter = ({ attempts }: Limit, { before, leftMs }: Counted): number =>
  before < attempts ? 0 : Math.max(1, Math.ceil(leftMs / 1000));

/** Counts one attempt and returns the seconds to wait; 0 while attempts are left. */
export const countAttempt = async (limit: Limit, key: string): Promise<number> => (await countOne(limit, key)).wait;

/**
 * {@link countAttempt} for people.
 * @throws Refusal `too-many` when no attempt is left, with the minutes to wait
 */
export async function spendAttempt(limit: Limit, key: string, sooner?: string): Promise<void> {
  const wait = await countAttempt(limit, key);
  if (wait > 0) throw tooMany(wait, { sooner });
}

/** `what`: what there was too much of; `sooner`: a quicker way than waiting. Both are whole sentences. */
type TooMany = { what?: string; sooner?: string | undefined };

export function tooMany(waitSeconds: number, { what = "Too many attempts.", sooner = "" }: TooMany): Refusal {
  const minutes = Math.ceil(waitSeconds / 60);
  const wait = `Try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`;
  return new Refusal("too-many", `${what} ${wait} ${sooner}`.trim());
}

/** Takes back one attempt in the current window, because it turned out not to count. */
export async function returnAttempt(limit: Limit, key: string): Promise<void> {
  await pool().query(`UPDATE "Throttle" SET "points" = "points" - 1 WHERE "key" = $1 AND "points" > 0`, [
    keyOf(limit, key),
  ]);
}

const takenRow = row({ inTime: z.boolean() });

/** Clears the count for this key and returns whether there was one in the current window. */
export async function takeCounted(limit: Limit, key: string): Promise<boolean> {
  const { rows } = await pool().query(
    `DELETE FROM "Throttle" WHERE "key" = $1
     RETURNING "expire" > extract(epoch FROM clock_timestamp()) * 1000 AS "inTime"`,
    [keyOf(limit, key)],
  );
  return typed(takenRow, rows)[0]?.inTime ?? false;
}

/** Clears the count for this key. */
export async function forgetAttempts(limit: Limit, key: string): Promise<void> {
  await pool().query(`DELETE FROM "Throttle" WHERE "key" = $1`, [keyOf(limit, key)]);
}

/** Clears the counts for all keys with this prefix. */
export async function forgetAttemptsUnder(limit: Limit, beginning: string): Promise<void> {
  await pool().query(`DELETE FROM "Throttle" WHERE starts_with("key", $1)`, [keyOf(limit, beginning)]);
}
