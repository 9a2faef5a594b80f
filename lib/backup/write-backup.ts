import { createHash, randomBytes } from "node:crypto";
import { createWriteStream, existsSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import * as z from "zod";
import { BackupError, databaseFailure, fileFailure } from "@/lib/backup/backup-error";
import * as format from "@/lib/backup/format";
import { keysInUse } from "@/lib/backup/keys";
import { rowDigest } from "@/lib/backup/row-digest";
import type { Table } from "@/lib/backup/table-order";
import { findKids, findSequences, findTables } from "@/lib/backup/tables";
import type { SecretKey } from "@/lib/config";
import { connect } from "@/lib/database/connect";
import { projectRoot } from "@/lib/database/project-root";
import { row, typed } from "@/lib/database/rows";

export type BackupRequest = {
  url: string;
  file: string;
  /** Whether an existing file may be replaced. */
  force?: boolean;
  baseUrl: string;
  /** The installation's keys, for their fingerprints. */
  present: SecretKey[];
  /** The keys to include, in the format of SECRET_KEYS; null leaves them out. */
  secretKeys?: string | null;
  signal?: AbortSignal;
};

export type Backup = { head: format.Head; tables: number; rows: number; bytes: number };

/** Higher levels are several times slower and save only a few percent. */
const compressionLevel = 4;

/**
 * Writes a snapshot of all rows in the database to the file while servers keep writing. The file appears whole or not at
 * all, and only this user can read it. Memory use does not grow with the database.
 * @throws BackupError if the file exists or cannot be written, or the database is unreachable or not Patchbay's
 */
export async function writeBackup(request: BackupRequest): Promise<Backup> {
  refuseToReplace(request);
  const unfinished = `${request.file}.unfinished-${randomBytes(4).toString("hex")}`;
  let client: pg.Client | undefined;
  try {
    client = await connect(request.url, { application_name: "patchbay backup" });
    const written = await copySnapshot(client, request, unfinished);
    await reachDisk(unfinished);
    refuseToReplace(request);
    renameSync(unfinished, request.file);
    return { ...written, bytes: statSync(request.file).size };
  } catch (error) {
    rmSync(unfinished, { force: true });
    if (request.signal?.aborted) throw new BackupError("The backup was stopped. Nothing was written.");
    const told = fileFailure(error, `The backup cannot be written to ${request.file}`);
    throw databaseFailure(told, "The backup could not be finished, and nothing was written");
  } finally {
    await client?.end().catch(() => undefined);
  }
}

function refuseToReplace({ file, force }: BackupRequest): void {
  if (!existsSync(file)) return;
  if (statSync(file).isDirectory()) throw new BackupError(`${file} is a folder. Name a file in it.`);
  if (force) return;
  throw new BackupError(`${file} already exists. Choose another name, or add --force to replace it.`);
}

async function copySnapshot(client: pg.Client, request: BackupRequest, unfinished: string) {
  const lockable = format.nameList((await findTables(client)).map(({ name }) => name));
  await client.query(`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${format.textSettings}`);
  // Lock before the snapshot's first query, so that no migration changes a table between listing and copying it.
  if (lockable) await client.query(`LOCK TABLE ${lockable} IN ACCESS SHARE MODE`);
  const tables = await findTables(client);
  const head = await headOf(client, tables, request);
  const foot: format.Foot = { tables: [] };
  const gzip = createGzip({ level: compressionLevel });
  const file = createWriteStream(unfinished, { flags: "wx", mode: 0o600 });
  await pipeline(withChecksum(content(client, tables, head, foot)), gzip, file, { signal: request.signal });
  await client.query("COMMIT");
  return { head, tables: foot.tables.length, rows: foot.tables.reduce((sum, { rows }) => sum + rows, 0) };
}

async function headOf(client: pg.Client, tables: Table[], request: BackupRequest): Promise<format.Head> {
  const { version } = JSON.parse(readFileSync(join(projectRoot(), "package.json"), "utf8")) as { version: string };
  return {
    format: format.formatVersion,
    product: version,
    madeAt: new Date().toISOString(),
    baseUrl: request.baseUrl,
    migrations: await appliedMigrations(client),
    keys: keysInUse(await findKids(client, tables), request.present),
    secretKeys: request.secretKeys ?? null,
    sequences: await findSequences(client),
  };
}

const oursRow = row({ ours: z.boolean() });
const migrationRow = row(format.migration.shape);

async function appliedMigrations(client: pg.Client): Promise<format.Head["migrations"]> {
  const { rows: found } = await client.query(`SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS "ours"`);
  if (!typed(oursRow, found)[0]?.ours)
    throw new BackupError("There is nothing to back up: Patchbay has not been started on this database yet.");
  const { rows } = await client.query(`
    SELECT "migration_name" AS "name", "checksum" FROM "_prisma_migrations"
    WHERE "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL ORDER BY "migration_name"`);
  return typed(migrationRow, rows);
}

/** The whole text; fills in `foot` while the tables are streamed. */
async function* content(client: pg.Client, tables: Table[], head: format.Head, foot: format.Foot) {
  yield Buffer.from(format.headLine(head));
  for (const { name, columns } of tables) {
    const digest = rowDigest();
    yield Buffer.from(format.copyLine({ name, columns }));
    for await (const chunk of client.query(copyTo(format.copyOut(name, columns)))) {
      digest.add(chunk);
      yield chunk as Buffer;
    }
    yield Buffer.from(format.endOfRows);
    foot.tables.push({ name, ...digest.result() });
  }
  yield Buffer.from(format.footLine(foot));
}

async function* withChecksum(text: AsyncIterable<Buffer>) {
  const sum = createHash("sha256");
  for await (const chunk of text) {
    sum.update(chunk);
    yield chunk;
  }
  yield Buffer.from(format.checksumLine(sum.digest("hex")));
}

/** Flushes the file to disk, so that it survives a power failure. */
async function reachDisk(file: string): Promise<void> {
  for (const path of [file, dirname(file)]) {
    const handle = await open(path, "r");
    await handle.sync().catch((error) => {
      // Some systems can't flush a folder, but the file itself must be flushed.
      if (path === file) throw error;
    });
    await handle.close();
  }
}
