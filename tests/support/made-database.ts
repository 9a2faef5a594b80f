import { appendFileSync, chownSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadCatalog } from "@/lib/catalog/load";
import { openCluster } from "@/lib/database/cluster";
import { newPool } from "@/lib/database/connect";
import { startEmbedded } from "@/lib/database/embedded";
import { migrate } from "@/lib/database/migrate";
import { serverAccount } from "@/lib/database/server-account";
import { ignoreEnds } from "@/tests/support/ignore-ends";

// Making an embedded database takes seconds of a processor; copying one that is made, a fraction of one. A run makes one
// of each kind, and the tests, in whichever process, copy them.

/** `empty`: as the first start makes it. `migrated`: with the tables and the catalog, but no account. */
type Made = "empty" | "migrated";

const place = "PATCHBAY_MADE_DATABASES";
const quiet = { info: () => undefined, warn: () => undefined };

/** Set-up of a run, for Vitest and Playwright: makes one database of each kind. */
export default async function makeDatabases(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "patchbay-made-"));
  await makeEmpty(join(folder, "empty"));
  process.env[place] = folder;
  await makeMigrated(newDatabase(join(folder, "migrated"), "empty"));
  return () => rmSync(folder, { recursive: true, force: true });
}

async function makeEmpty(dataDir: string): Promise<void> {
  const { dataDirectory } = await openCluster(dataDir);
  // A killed process loses nothing that the kernel has; only a machine that fails would.
  if (process.env.PROVE !== "full") appendFileSync(join(dataDirectory, "postgresql.conf"), "fsync = off\n");
}

async function makeMigrated(dataDir: string): Promise<void> {
  const { url, stop } = await startEmbedded({ dataDir, log: quiet });
  await migrate(url);
  const pool = newPool(url);
  ignoreEnds(pool);
  await loadCatalog(pool);
  await pool.end();
  await stop();
}

/** A new temporary data directory with a copy of a database that is made. */
export const newDataDir = (name: string, made: Made = "migrated"): string =>
  newDatabase(mkdtempSync(join(tmpdir(), `patchbay-${name}-`)), made);

/** Puts a copy of a database that is made into a data directory. Without such a run its first start makes one. */
export function newDatabase(dataDir: string, made: Made = "migrated"): string {
  mkdirSync(dataDir, { recursive: true });
  const folder = process.env[place];
  if (!folder) return dataDir;
  const [from, to] = [join(folder, made, "database"), join(dataDir, "database")];
  cpSync(from, to, { recursive: true });
  const account = serverAccount(join(from, "data"));
  if (account) for (const path of everythingIn(to)) chownSync(path, account.uid, account.gid);
  return dataDir;
}

const everythingIn = (folder: string): string[] => [
  folder,
  ...readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
];
