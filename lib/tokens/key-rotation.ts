import type pg from "pg";
import * as z from "zod";
import { jobLocks } from "@/lib/database/advisory-locks";
import { pool } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";
import { log } from "@/lib/log";
import { newKey } from "@/lib/tokens/new-key";
import { tokenLifetimeSeconds } from "@/lib/tokens/rules";

// When keys sign, by the database's clock. A key is published a day before it signs, so that cached copies of the JWKS
// have it in time. It stays accepted until the last token signed with it has expired.

/** How long a key signs. */
const signsDays = 90;
const publishedHoursAhead = 24;

/**
 * An old key stays accepted this much longer than a token's lifetime: servers keep signing with it for some seconds.
 */
const marginSeconds = 600;

const lockKeys = `SELECT pg_advisory_xact_lock(${jobLocks.signingKeys})`;
const usable = `("retiredAt" IS NULL OR "retiredAt" > clock_timestamp())`;
const insertKey = `
  INSERT INTO "SigningKey" ("kid", "publicJwk", "privateSealed", "activeAt")
  VALUES ($1, $2, $3, clock_timestamp() + make_interval(hours => $4)) RETURNING "kid", "activeAt"`;

/** A key that does not sign yet; `activeAt` is by the database's clock. */
const nextRow = row({ kid: z.string(), activeAt: z.date() });

export type NextKey = z.output<typeof nextRow>;

/** Creates a signing key if no key signs now. Processes that start at the same time create only one. */
export async function ensureSigningKey(): Promise<void> {
  await withKeys(async (client) => {
    const text = `SELECT FROM "SigningKey" WHERE ${usable} AND "activeAt" <= clock_timestamp() LIMIT 1`;
    if ((await client.query(text)).rowCount === 0) await client.query(insertKey, [...(await newKey()), 0]);
  });
}

/**
 * Publishes the next key, which signs in 24 hours; older keys stay accepted for one token lifetime (plus a margin)
 * after that. If a next key is already published, returns that one.
 */
export const publishNextKey = (): Promise<NextKey & { isNew: boolean }> =>
  withKeys(async (client) => {
    const next = await findNext(client);
    return next ? { ...next, isNew: false } : { ...(await insertNext(client)), isNew: true };
  });

/**
 * Replaces all keys immediately: a new one signs, and every token signed before becomes invalid within seconds. Returns
 * its `kid`.
 */
export const replaceKeys = (): Promise<string> =>
  withKeys(async (client) => {
    await client.query(`UPDATE "SigningKey" SET "retiredAt" = clock_timestamp() WHERE ${usable}`);
    const { rows } = await client.query(insertKey, [...(await newKey()), 0]);
    return typed(nextRow, rows)[0]?.kid ?? "";
  });

const dueRow = row({ due: z.boolean().nullable() });

/**
 * Publishes the next key once the current one has signed for 89 days, so that each signs for 90. Returns how many keys
 * it made.
 */
export const rotateWhenDue = (): Promise<number> =>
  withKeys(async (client) => {
    const { rows } = await client.query(
      `SELECT max("activeAt") <= clock_timestamp() - make_interval(days => $1, hours => -$2::int) AS "due"
         FROM "SigningKey" WHERE ${usable}`,
      [signsDays, publishedHoursAhead],
    );
    if (!typed(dueRow, rows)[0]?.due) return 0;
    const { kid, activeAt } = await insertNext(client);
    log.info({ kid, activeAt }, "published the next signing key");
    return 1;
  });

async function findNext(client: pg.ClientBase): Promise<NextKey | undefined> {
  const { rows } = await client.query(
    `SELECT "kid", "activeAt" FROM "SigningKey" WHERE ${usable} AND "activeAt" > clock_timestamp() ORDER BY "activeAt"`,
  );
  return typed(nextRow, rows)[0];
}

async function insertNext(client: pg.ClientBase): Promise<NextKey> {
  const { rows } = await client.query(insertKey, [...(await newKey()), publishedHoursAhead]);
  const [next] = typed(nextRow, rows);
  if (!next) throw new Error("The next signing key was not saved");
  await client.query(
    `UPDATE "SigningKey" SET "retiredAt" = $2::timestamptz + make_interval(secs => $3)
      WHERE "kid" <> $1 AND "retiredAt" IS NULL`,
    [next.kid, next.activeAt, tokenLifetimeSeconds + marginSeconds],
  );
  return next;
}

/** Serializes changes to keys across servers and commands. */
async function withKeys<T>(work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  const client = await pool().connect();
  let broken: Error | undefined;
  try {
    await client.query("BEGIN");
    await client.query(lockKeys);
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    // A connection that failed in a transaction is not reused.
    client.release(broken);
  }
}
