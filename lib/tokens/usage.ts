import * as z from "zod";
import { pool } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";
import { log } from "@/lib/log";
import { flushCounts } from "@/lib/metering/note";

const flushAfterMs = 1_000;

/** When each was last used, in seconds by the database's clock. */
type Pending = Map<string, number>;
type Usage = { apps: Pending; secrets: Pending; keys: Pending; timer: NodeJS.Timeout | null };

// The server's bundle and Next's each have a copy of this module; sharing the state lets either one flush it all at
// shutdown.
const kept = globalThis as typeof globalThis & { patchbayUsage?: Usage };
kept.patchbayUsage ??= { apps: new Map(), secrets: new Map(), keys: new Map(), timer: null };
const usage = kept.patchbayUsage;

type Use = { appId: string; credentialId: string; at: number };

/** Records, in memory, that an app obtained a token with a secret or a key. Written about a second later. */
export function noteUse({ appId, credentialId, at }: Use): void {
  usage.apps.set(appId, at);
  // Only one of the two tables has this id; the other update matches nothing.
  usage.secrets.set(credentialId, at);
  usage.keys.set(credentialId, at);
  flushSoon();
}

function flushSoon(): void {
  usage.timer ??= setTimeout(flushUsage, flushAfterMs).unref();
}

/**
 * Writes the recorded last uses, each row at most once a minute, and the counts (lib/metering/note.ts). Locked rows are
 * left for the next flush, so that this never blocks on another transaction. A failure is logged, never thrown.
 */
export async function flushUsage(): Promise<void> {
  if (usage.timer) clearTimeout(usage.timer);
  usage.timer = null;
  await Promise.all([
    flush(usage.apps, `"App"`, `"lastTokenAt"`),
    flush(usage.secrets, `"AppSecret"`, `"lastUsedAt"`),
    flush(usage.keys, `"AppKey"`, `"lastUsedAt"`),
    flushCounts(),
  ]);
}

type Table = `"App"` | `"AppSecret"` | `"AppKey"`;
type Column = `"lastTokenAt"` | `"lastUsedAt"`;

const lockedRow = row({ id: z.string() });

async function flush(pending: Pending, table: Table, column: Column): Promise<void> {
  if (pending.size === 0) return;
  const noted = new Map(pending);
  pending.clear();
  try {
    const ids = [...noted.keys()];
    const { rows } = await pool().query(writeFree(table, column), [
      ids,
      [...noted.values()].map((at) => new Date(at * 1000)),
    ]);
    for (const { id } of typed(lockedRow, rows)) noteAgain(pending, id, noted.get(id));
  } catch (error) {
    log.warn({ err: error, table }, "last-used times could not be written");
  }
}

function noteAgain(pending: Pending, id: string, at: number | undefined): void {
  if (at !== undefined && !pending.has(id)) pending.set(id, at);
  flushSoon();
}

/** Writes the rows that are due and not locked; returns the ids of those that are due but locked. */
const writeFree = (table: Table, column: Column): string => `
  WITH due AS (
    SELECT r."id", noted."at" FROM unnest($1::text[], $2::timestamptz[]) AS noted("id", "at")
      JOIN ${table} r ON r."id" = noted."id"
     WHERE r.${column} IS NULL OR r.${column} <= noted."at" - interval '1 minute'
  ), free AS (
    SELECT "id" FROM ${table} WHERE "id" IN (SELECT "id" FROM due) FOR NO KEY UPDATE SKIP LOCKED
  ), written AS (
    UPDATE ${table} r SET ${column} = due."at" FROM due
     WHERE r."id" = due."id" AND r."id" IN (SELECT "id" FROM free)
  )
  SELECT "id" FROM due WHERE "id" NOT IN (SELECT "id" FROM free)`;
