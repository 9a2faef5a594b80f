import { pool } from "@/lib/database/db";
import { log } from "@/lib/log";
import { flushCounts } from "@/lib/metering/note";

const flushAfterMs = 1_000;

/** When each was used last, in seconds by the database's clock. */
type Pending = Map<string, number>;
type Usage = { apps: Pending; secrets: Pending; keys: Pending; timer: NodeJS.Timeout | null };

// The server's bundle and Next's hold a copy of this module each; what one notes, the other flushes at the end.
const kept = globalThis as typeof globalThis & { patchbayUsage?: Usage };
kept.patchbayUsage ??= { apps: new Map(), secrets: new Map(), keys: new Map(), timer: null };
const usage = kept.patchbayUsage;

type Use = { appId: string; credentialId: string; at: number };

/** Notes that an app got a token with a secret or a key: in memory, written about a second later. */
export function noteUse({ appId, credentialId, at }: Use): void {
  usage.apps.set(appId, at);
  // Which of the two it is, its row tells.
  usage.secrets.set(credentialId, at);
  usage.keys.set(credentialId, at);
  flushSoon();
}

function flushSoon(): void {
  usage.timer ??= setTimeout(flushUsage, flushAfterMs).unref();
}

/**
 * Writes what was noted: last uses, each row at most once a minute, and counts (lib/metering/note.ts). Rows that somebody has locked are left for the next time, so
 * that counting never stands in anyone's way. A failure is logged, never thrown.
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

async function flush(pending: Pending, table: Table, column: Column): Promise<void> {
  if (pending.size === 0) return;
  const noted = new Map(pending);
  pending.clear();
  try {
    const ids = [...noted.keys()];
    const { rows } = await pool().query<{ id: string }>(writeFree(table, column), [
      ids,
      [...noted.values()].map((at) => new Date(at * 1000)),
    ]);
    for (const { id } of rows) noteAgain(pending, id, noted.get(id));
  } catch (error) {
    log.warn({ err: error, table }, "the last uses could not be written");
  }
}

function noteAgain(pending: Pending, id: string, at: number | undefined): void {
  if (at !== undefined && !pending.has(id)) pending.set(id, at);
  flushSoon();
}

/** Writes the rows that are due and free; returns the ids of those that are due and locked. */
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
