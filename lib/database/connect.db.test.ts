import { afterAll, expect, test } from "vitest";
import { connect } from "@/lib/database/connect";
import { lookups, pool } from "@/lib/database/db";
import { testDatabase } from "@/tests/support/database";

const meaning = {
  DateStyle: "ISO, MDY",
  IntervalStyle: "postgres",
  TimeZone: "UTC",
  bytea_output: "hex",
  default_transaction_isolation: "read committed",
  extra_float_digits: "1",
  search_path: "public",
  standard_conforming_strings: "on",
};

const opened: { end: () => Promise<void> }[] = [];

afterAll(() => Promise.all(opened.map((one) => one.end())));

const kinds = {
  "a connection of its own": async () => {
    const client = await connect(await testDatabase());
    opened.push(client);
    return client;
  },
  "the screens' pool": async () => pool(),
  "the lookups' pool": async () => lookups(),
};

test.each(Object.entries(kinds))(
  "%s has our settings, although the database's defaults are others",
  async (_, open) => {
    const database = await open();
    const { rows } = await database.query<{ name: string; setting: string; reset_val: string }>(
      `SELECT name, setting, reset_val FROM pg_settings WHERE name = ANY($1) ORDER BY name COLLATE "C"`,
      [Object.keys(meaning)],
    );
    expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual(meaning);
    expect(rows.filter(({ setting, reset_val }) => setting === reset_val)).toEqual([]);
  },
);

test("what someone waits for has limits, migrations and commands have none", async () => {
  const limits = async (database: { query: (sql: string) => Promise<{ rows: { setting: string }[] }> }) =>
    (await database.query("SELECT setting FROM pg_settings WHERE name IN ('lock_timeout', 'statement_timeout')")).rows;
  expect(await limits(await kinds["a connection of its own"]())).toEqual([{ setting: "0" }, { setting: "0" }]);
  expect(await limits(pool())).toEqual([{ setting: "5000" }, { setting: "30000" }]);
});
