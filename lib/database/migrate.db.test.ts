import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { connect } from "@/lib/database/connect";
import { migrate } from "@/lib/database/migrate";
import { emptyDatabase } from "@/tests/support/database";

let directory: string;
let database: Awaited<ReturnType<typeof emptyDatabase>>;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "patchbay-migrations-"));
  database = await emptyDatabase();
});

afterEach(async () => {
  await database.drop();
  rmSync(directory, { recursive: true, force: true });
});

function write(name: string, sql: string): void {
  mkdirSync(join(directory, name), { recursive: true });
  writeFileSync(join(directory, name, "migration.sql"), sql);
}

async function ask(sql: string): Promise<Record<string, unknown>[]> {
  const client = await connect(database.url);
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

const run = () => migrate(database.url, { directory });

test("migrations are applied once, in name order, and recorded in Prisma's ledger", async () => {
  write("2_second", "INSERT INTO made VALUES (2)");
  write("1_first", "CREATE TABLE made (n int)");
  expect(await run()).toEqual(["1_first", "2_second"]);
  expect(await run()).toEqual([]);
  const ledger = await ask(
    'SELECT migration_name, length(checksum) AS sum, applied_steps_count FROM "_prisma_migrations" ORDER BY 1',
  );
  expect(ledger).toEqual([
    { migration_name: "1_first", sum: 64, applied_steps_count: 1 },
    { migration_name: "2_second", sum: 64, applied_steps_count: 1 },
  ]);
});

test("dollar-quoted bodies reach the database whole", async () => {
  write(
    "1_function",
    "CREATE FUNCTION two() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; RETURN 2; END $$; SELECT two();",
  );
  expect(await run()).toEqual(["1_function"]);
});

test("a migration the database rejects is rolled back and reported, and applied once it is corrected", async () => {
  write("1_first", "CREATE TABLE made (n int); INSERT INTO made VALUES ('no number')");
  await expect(run()).rejects.toThrow(/rejected the migration 1_first, and it was rolled back: .*no number/);
  expect(await ask("SELECT to_regclass('made') AS made")).toEqual([{ made: null }]);
  write("1_first", "CREATE TABLE made (n int)");
  expect(await run()).toEqual(["1_first"]);
});

test("an edited migration stops the start", async () => {
  write("1_first", "CREATE TABLE made (n int)");
  await run();
  write("1_first", "CREATE TABLE made (n bigint)");
  await expect(run()).rejects.toThrow(/1_first was edited/);
});

test("a migration that failed under another tool stops the start until it is rolled back", async () => {
  write("1_first", "CREATE TABLE made (n int)");
  await run();
  await ask('UPDATE "_prisma_migrations" SET finished_at = NULL');
  await expect(run()).rejects.toThrow(/1_first failed partway/);
  await ask('UPDATE "_prisma_migrations" SET rolled_back_at = now(); DROP TABLE made');
  expect(await run()).toEqual(["1_first"]);
});

test("a database that is ahead of this version stops the start", async () => {
  write("1_first", "CREATE TABLE made (n int)");
  write("2_second", "SELECT 1");
  await run();
  rmSync(join(directory, "2_second"), { recursive: true });
  await expect(run()).rejects.toThrow(/2_second, which this version of Patchbay does not know/);
});

test("a pending migration older than an applied one stops the start", async () => {
  write("2_second", "SELECT 1");
  await run();
  write("1_first", "SELECT 1");
  await expect(run()).rejects.toThrow(/1_first is not in this database, though the newer 2_second is/);
});

test("processes that start together on an empty database all succeed, and each migration runs once", async () => {
  write("1_first", "CREATE TABLE made (n int)");
  write("2_second", "INSERT INTO made VALUES (1)");
  const applied = await Promise.all([run(), run(), run(), run()]);
  expect(applied.flat().sort()).toEqual(["1_first", "2_second"]);
  expect(await ask("SELECT n FROM made")).toEqual([{ n: 1 }]);
});
