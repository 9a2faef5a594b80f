import type pg from "pg";
import { jobLocks } from "@/lib/database/advisory-locks";
import { pool } from "@/lib/database/db";
import { log } from "@/lib/log";
import { newKey } from "@/lib/tokens/new-key";
import { tokenLifetimeSeconds } from "@/lib/tokens/rules";

// When keys sign, by the database's clock. A key is published for a day before it signs, so that whoever keeps the JWKS
// has it in time, and goes on being accepted until the last token signed with it is over.

/** So long a key signs. */
const signsDays = 90;
const publishedHoursAhead = 24;

/** How much longer than a token's life an old key is accepted: servers go on signing with it for some seconds. */
const marginSeconds = 600;

const lockKeys = `SELECT pg_advisory_xact_lock(${jobLocks.signingKeys})`;
const usable = `("retiredAt" IS NULL OR "retiredAt" > clock_timestamp())`;
const insertKey = `
  INSERT INTO "SigningKey" ("kid", "publicJwk", "privateSealed", "activeAt")
  VALUES ($1, $2, $3, clock_timestamp() + make_interval(hours => $4)) RETURNING "kid", "activeAt"`;

/** A key that signs later than now; `activeAt` by the database's clock. */
export type NextKey = { kid: string; activeAt: Date };

/** Makes the first signing key where there is none that signs now. Processes that start at once make one between them. */
export async function ensureSigningKey(): Promise<void> {
  await withKeys(async (client) => {
    const { rows } = await client.query(
      `SELECT 1 FROM "SigningKey" WHERE ${usable} AND "activeAt" <= clock_timestamp()`,
    );
    if (rows.length === 0) await client.query(insertKey, [...(await newKey()), 0]);
  });
}

/**
 * Publishes the key that signs in a day; those of before are accepted a token's life longer than that. One that is
 * published already is left at that.
 */
export const publishNextKey = (): Promise<NextKey & { isNew: boolean }> =>
  withKeys(async (client) => {
    const next = await findNext(client);
    return next ? { ...next, isNew: false } : { ...(await insertNext(client)), isNew: true };
  });

/** Replaces all keys at once: a new one signs, every token signed before is dead within seconds. Returns its id. */
export const replaceKeys = (): Promise<string> =>
  withKeys(async (client) => {
    await client.query(`UPDATE "SigningKey" SET "retiredAt" = clock_timestamp() WHERE ${usable}`);
    const { rows } = await client.query<NextKey>(insertKey, [...(await newKey()), 0]);
    return rows[0]?.kid ?? "";
  });

/**
 * Publishes the next key when the one that signs has done so for 89 days, so that each signs for 90. Returns how many it
 * made.
 */
export const rotateWhenDue = (): Promise<number> =>
  withKeys(async (client) => {
    const { rows } = await client.query<{ due: boolean }>(
      `SELECT max("activeAt") <= clock_timestamp() - make_interval(days => $1, hours => -$2::int) AS "due"
         FROM "SigningKey" WHERE ${usable}`,
      [signsDays, publishedHoursAhead],
    );
    if (!rows[0]?.due) return 0;
    const { kid, activeAt } = await insertNext(client);
    log.info({ kid, activeAt }, "the next signing key is published");
    return 1;
  });

async function findNext(client: pg.ClientBase): Promise<NextKey | undefined> {
  const { rows } = await client.query<NextKey>(
    `SELECT "kid", "activeAt" FROM "SigningKey" WHERE ${usable} AND "activeAt" > clock_timestamp() ORDER BY "activeAt"`,
  );
  return rows[0];
}

async function insertNext(client: pg.ClientBase): Promise<NextKey> {
  const { rows } = await client.query<NextKey>(insertKey, [...(await newKey()), publishedHoursAhead]);
  const [next] = rows;
  if (!next) throw new Error("The next signing key was not written");
  await client.query(
    `UPDATE "SigningKey" SET "retiredAt" = $2::timestamptz + make_interval(secs => $3)
      WHERE "kid" <> $1 AND "retiredAt" IS NULL`,
    [next.kid, next.activeAt, tokenLifetimeSeconds + marginSeconds],
  );
  return next;
}

/** One server, or command, at a time decides about keys. */
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
    // A connection that failed in a transaction is not used again.
    client.release(broken);
  }
}
