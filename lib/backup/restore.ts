import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { BackupError, databaseFailure } from "@/lib/backup/backup-error";
import * as format from "@/lib/backup/format";
import { readBackup, type TableInBackup } from "@/lib/backup/read-backup";
import { rowDigest } from "@/lib/backup/row-digest";
import { findTables, hasRows } from "@/lib/backup/tables";
import { applyMigrations, MigrationError, readMigrations, whileNobodyMigrates } from "@/lib/database/migrate";
import { type Migration, pendingMigrations } from "@/lib/database/migration-rules";

export type RestoreRequest = {
  url: string;
  /** The file, head and foot of a backup that {@link verifyBackup} has checked. */
  file: string;
  head: format.Head;
  foot: format.Foot;
  /** Called once the database is known to be empty, before anything is written to it. */
  beforeWriting?: () => void;
  signal?: AbortSignal;
};

/** `leftOut`: tables in the backup that Patchbay does not have; `migrated`: the migrations applied after loading. */
export type Restored = { tables: number; rows: number; leftOut: string[]; migrated: string[] };

/** The database already has rows. */
export class NotEmptyError extends BackupError {}

/**
 * Fills an empty database from a backup: migrates to the backup's level, loads all rows and checks their counts and
 * checksums in one transaction, then migrates to this version. Servers that start meanwhile wait.
 * @throws NotEmptyError if the database has rows; nothing is changed
 * @throws BackupError if the backup is from a newer Patchbay, or the database is unreachable or rejects something; unless
 *   only the last migrations failed, no rows are left
 */
export async function restoreBackup(request: RestoreRequest): Promise<Restored> {
  const migrations = readMigrations();
  const level = levelOf(request.head, migrations);
  try {
    return await whileNobodyMigrates(request.url, async (client) => {
      await requireEmpty(client);
      request.beforeWriting?.();
      await makeTables(client, level);
      const loaded = await inTransaction(client, () => load(client, request));
      return { ...loaded, migrated: await migrateOn(client, migrations) };
    });
  } catch (error) {
    if (request.signal?.aborted) throw new BackupError("The restore was stopped. No rows were restored.");
    throw databaseFailure(error, "The restore could not be finished, and no rows were restored");
  }
}

/**
 * The migrations that the backup's database had.
 * @throws BackupError if this version does not know one of them, or has one in between that the backup lacks
 */
export function levelOf({ migrations: applied, product }: format.Head, known: Migration[]): Migration[] {
  const ledger = applied.map((entry) => ({ ...entry, finished: true }));
  const decision = pendingMigrations(known, ledger);
  if (!("problem" in decision)) return known.filter((migration) => !decision.pending.includes(migration));
  const names = new Set(known.map(({ name }) => name));
  const unknown = applied.find(({ name }) => !names.has(name));
  throw new BackupError(
    unknown
      ? `The backup was made by a newer Patchbay (${product}): its database has the migration ${unknown.name}, which this version does not know. Restore it with that version or a newer one.`
      : `The backup does not fit this version of Patchbay. ${decision.problem}`,
  );
}

async function requireEmpty(client: pg.Client): Promise<void> {
  for (const { name } of await findTables(client)) {
    if (await hasRows(client, name)) {
      throw new NotEmptyError(
        `The database is not empty: there are rows in ${name}. A backup can only be restored into an empty database.`,
      );
    }
  }
}

async function makeTables(client: pg.Client, level: Migration[]): Promise<void> {
  await applyMigrations(client, level).catch((error) => {
    if (!(error instanceof MigrationError)) throw error;
    throw new BackupError(
      `The database cannot be migrated to the backup's level. ${error.message} Restore into a database without tables.`,
    );
  });
}

/** By now the rows are committed; if this fails, the next start of a server would migrate them. */
async function migrateOn(client: pg.Client, migrations: Migration[]): Promise<string[]> {
  try {
    const migrated = await applyMigrations(client, migrations);
    await client.query("ANALYZE");
    return migrated;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BackupError(`All rows were restored, but they were not migrated to this version: ${why}`);
  }
}

async function inTransaction<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query(`BEGIN; ${format.textSettings}`);
  try {
    const result = await work();
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}

async function load(client: pg.Client, { file, head, foot, signal }: RestoreRequest) {
  const ours = new Set((await findTables(client)).map(({ name }) => name));
  const filled: TableInBackup[] = [];
  const leftOut: string[] = [];
  await readBackup(file, signal, async ({ tables }) => {
    for await (const table of tables()) {
      if (ours.has(table.name)) filled.push(await fill(client, table, signal));
      else leftOut.push(await passOver(table));
    }
  });
  for (const { name, lastValue } of head.sequences)
    await client.query("SELECT setval(to_regclass(quote_ident($1)), $2::bigint)", [name, lastValue]);
  for (const table of filled) await requireSame(client, table, foot, signal);
  const rows = foot.tables.filter(({ name }) => ours.has(name)).reduce((sum, table) => sum + table.rows, 0);
  return { tables: filled.length, rows, leftOut };
}

async function fill(client: pg.Client, table: TableInBackup, signal?: AbortSignal): Promise<TableInBackup> {
  const statement = format.copyLine(table).replace(/;\n$/, "");
  await pipeline(Readable.from(table.rows), client.query(copyFrom(statement)), { signal });
  return table;
}

async function passOver({ name, rows }: TableInBackup): Promise<string> {
  for await (const _ of rows);
  return name;
}

/** Reads the table back and compares it with the backup's count and checksum. */
async function requireSame(
  client: pg.Client,
  { name, columns }: TableInBackup,
  foot: format.Foot,
  signal?: AbortSignal,
) {
  const expected = foot.tables.find((table) => table.name === name);
  const digest = rowDigest();
  signal?.throwIfAborted();
  for await (const chunk of client.query(copyTo(format.copyOut(name, columns)))) digest.add(chunk);
  const found = digest.result();
  if (found.rows === expected?.rows && found.checksum === expected.checksum) return;
  throw new BackupError(
    `After loading, ${name} does not hold what the backup says (${found.rows} rows of ${expected?.rows ?? 0}). No rows were restored.`,
  );
}
