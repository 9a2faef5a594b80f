import * as z from "zod";

/** A file in the migrations folder; the checksum is the hex SHA-256 of its text. */
export type Migration = { name: string; sql: string; checksum: string };

/** A row in Prisma's ledger that was not rolled back. */
export const ledgerEntry = z.strictObject({ name: z.string(), checksum: z.string(), finished: z.boolean() });

export type LedgerEntry = z.output<typeof ledgerEntry>;

type Decision = { pending: Migration[] } | { problem: string };

/**
 * The migrations still to be applied, or a sentence saying why none may be: the ledger and the folder (oldest first)
 * must agree up to the newest applied one.
 */
export function pendingMigrations(migrations: Migration[], ledger: LedgerEntry[]): Decision {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const entry of ledger) {
    const problem = problemOf(entry, known.get(entry.name));
    if (problem) return { problem };
  }
  const applied = new Set(ledger.map(({ name }) => name));
  const pending = migrations.filter(({ name }) => !applied.has(name));
  const newest = [...applied].sort().at(-1);
  const late = pending.find(({ name }) => newest !== undefined && name < newest);
  if (late) return { problem: comesTooLate(late.name, newest ?? "") };
  return { pending };
}

function problemOf(entry: LedgerEntry, migration: Migration | undefined): string | null {
  if (!entry.finished) {
    return `The migration ${entry.name} failed partway on this database. Restore the database from a backup, or finish it by hand and set its finished_at in "_prisma_migrations".`;
  }
  if (!migration) {
    return `The database has the migration ${entry.name}, which this version of Patchbay does not know. Start the version that made it, or a newer one.`;
  }
  if (migration.checksum !== entry.checksum) {
    return `The migration ${entry.name} was edited after it had been applied to this database. Put its file back as it was, and make the change in a new migration.`;
  }
  return null;
}

const comesTooLate = (late: string, newest: string) =>
  `The migration ${late} is not in this database, though the newer ${newest} is. Give it a later name (npm run db:migration makes one), so that every database gets the same order.`;
