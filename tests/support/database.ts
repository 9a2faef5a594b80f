import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import { useDatabase } from "@/lib/database/db";
import { copyDatabase, databaseUrl, dropDatabase } from "@/tests/support/copy-database";

let own: Promise<string> | undefined;

/**
 * Gives this test file its own database, a copy of the migrated template with the catalog, and makes `db()` use it.
 * Called by the setup of every db test; tests call it to get the URL (always the same one).
 */
export function testDatabase(): Promise<string> {
  own ??= copyTemplate();
  return own;
}

async function copyTemplate(): Promise<string> {
  const name = `patchbay_test_${process.env.VITEST_POOL_ID}_${randomUUID().slice(0, 8)}`;
  await copyDatabase(inject("serverUrl"), name, inject("template"));
  const url = databaseUrl(inject("serverUrl"), name);
  useDatabase(url);
  return url;
}

/** Drops this test file's database. */
export async function dropTestDatabase(): Promise<void> {
  if (!own) return;
  const name = new URL(await own).pathname.slice(1);
  own = undefined;
  await dropDatabase(inject("serverUrl"), name);
}

/** An empty database, for tests of migrations; the caller must call `drop`. */
export async function emptyDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `patchbay_empty_${randomUUID().slice(0, 8)}`;
  await copyDatabase(inject("serverUrl"), name, "template0");
  return { url: databaseUrl(inject("serverUrl"), name), drop: () => dropDatabase(inject("serverUrl"), name) };
}
