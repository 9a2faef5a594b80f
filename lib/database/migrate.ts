import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import { databaseLocks } from "@/lib/database/advisory-locks";
import { connect } from "@/lib/database/connect";
import { type LedgerEntry, ledgerEntry, type Migration, pendingMigrations } from "@/lib/database/migration-rules";
import { projectRoot } from "@/lib/database/project-root";
import { typed } from "@/lib/database/rows";

/** The database cannot be migrated. The message is printed as is. */
export class MigrationError extends Error {
  override readonly name = "MigrationError";
}

/**
 * Brings the database up to the migrations folder and returns the names applied, oldest first. Each file runs in one
 * transaction with its row in Prisma's ledger `_prisma_migrations`; processes that start at the same time on one
 * database wait for each other.
 * @throws MigrationError if an applied migration was edited, failed or is unknown here, if a pending one is older than
 *   an applied one, or if the database rejects a file
 */
export const migrate = (url: string, { directory }: { directory?: string } = {}): Promise<string[]> =>
  whileNobodyMigrates(url, (client) => applyMigrations(client, readMigrations(directory)));

/** Runs the work on its own connection while every other process that wants to migrate waits. */
export async function whileNobodyMigrates<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connect(url, { application_name: "patchbay migrations" });
  try {
    await client.query("SELECT pg_advisory_lock($1)", [databaseLocks.migration]);
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Applies the migrations that are still pending and returns their names. Like {@link migrate}, but on a connection that
 * already holds the lock.
 * @throws MigrationError as {@link migrate}
 */
export async function applyMigrations(client: pg.Client, migrations: Migration[]): Promise<string[]> {
  const pending = pendingIn(migrations, await readLedger(client));
  for (const migration of pending) await apply(client, migration);
  return pending.map(({ name }) => name);
}

/** The migrations in the folder, oldest first: their names begin with a timestamp. */
export function readMigrations(directory: string = join(projectRoot(), "prisma", "migrations")): Migration[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(directory, entry.name, "migration.sql")))
    .map(({ name }) => {
      const sql = readFileSync(join(directory, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function pendingIn(migrations: Migration[], ledger: LedgerEntry[]): Migration[] {
  const decision = pendingMigrations(migrations, ledger);
  if ("problem" in decision) throw new MigrationError(decision.problem);
  return decision.pending;
}

async function readLedger(client: pg.Client): Promise<LedgerEntry[]> {
  await client.query(`
    CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
      "id" VARCHAR(36) PRIMARY KEY NOT NULL,
      "checksum" VARCHAR(64) NOT NULL,
      "finished_at" TIMESTAMPTZ,
      "migration_name" VARCHAR(255) NOT NULL,
      "logs" TEXT,
      "rolled_back_at" TIMESTAMPTZ,
      "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
      "applied_steps_count" INTEGER NOT NULL DEFAULT 0
    )`);
  const { rows } = await client.query(`
    SELECT "migration_name" AS "name", "checksum", "finished_at" IS NOT NULL AS "finished"
    FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL ORDER BY "started_at", "migration_name"`);
  return typed(ledgerEntry, rows);
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    // Without parameters this is one simple query, which Postgres splits itself; it handles `$$` bodies correctly.
    await client.query(sql);
    await client.query(
      `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "started_at", "finished_at", "applied_steps_count")
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    const why = error instanceof Error ? error.message : String(error);
    throw new MigrationError(
      `The database rejected the migration ${name}, and it was rolled back: ${why}. It changed nothing.`,
    );
  }
}
