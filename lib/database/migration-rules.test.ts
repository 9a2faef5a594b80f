import { expect, test } from "vitest";
import { pendingMigrations } from "@/lib/database/migration-rules";

const file = (name: string) => ({ name, sql: "SELECT 1", checksum: `sum of ${name}` });
const row = (name: string) => ({ name, checksum: `sum of ${name}`, finished: true });
const files = ["1_one", "2_two", "3_three"].map(file);

test("an empty database gets all migrations, a current one none, an older one the rest", () => {
  expect(pendingMigrations(files, [])).toEqual({ pending: files });
  expect(
    pendingMigrations(
      files,
      files.map(({ name }) => row(name)),
    ),
  ).toEqual({ pending: [] });
  expect(pendingMigrations(files, [row("1_one")])).toEqual({ pending: files.slice(1) });
});

test("an edited migration stops everything", () => {
  const ledger = [{ ...row("1_one"), checksum: "another" }];
  expect(pendingMigrations(files, ledger)).toEqual({ problem: expect.stringMatching(/1_one was edited/) });
});

test("a failed migration stops everything", () => {
  const ledger = [{ ...row("1_one"), finished: false }];
  expect(pendingMigrations(files, ledger)).toEqual({ problem: expect.stringMatching(/1_one failed partway/) });
});

test("a migration that this version does not know stops everything", () => {
  const ledger = [row("1_one"), row("9_newer")];
  expect(pendingMigrations(files, ledger)).toEqual({ problem: expect.stringMatching(/9_newer, which this version/) });
});

test("a migration older than the newest applied one stops everything", () => {
  const ledger = [row("1_one"), row("3_three")];
  expect(pendingMigrations(files, ledger)).toEqual({ problem: expect.stringMatching(/2_two is not in this database/) });
});
