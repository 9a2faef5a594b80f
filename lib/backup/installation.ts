import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BackupError } from "@/lib/backup/backup-error";
import { parseConfig, type SecretKey, secretKeysFile } from "@/lib/config";
import { checkDatabase } from "@/lib/database/check-database";
import { hasEmbedded, runningEmbedded, startEmbedded } from "@/lib/database/embedded";

/** What the settings say about the installation that is backed up or restored. */
export type Installation = {
  /** Null: the embedded database in `dataDir`. */
  databaseUrl: string | null;
  dataDir: string;
  baseUrl: string;
  keys: SecretKey[];
  /** Where the keys come from, in words. */
  keysFrom: string;
  /** Whether they are Patchbay's own to keep, in `dataDir`. */
  keepsKeys: boolean;
  /** The database in words, without a password. */
  place: string;
};

type OpenDatabase = { url: string; close: () => Promise<void> };

const quiet = { info: () => undefined, warn: () => undefined };
const nothing = async () => undefined;

/**
 * The installation that the environment names. Reads the generated keys where there are any and makes none.
 * @throws ConfigError when a setting cannot be used.
 */
export function findInstallation(env: Record<string, string | undefined>): Installation {
  const { databaseUrl, dataDir, baseUrl, secretKeys } = parseConfig(env, { makeKeys: false });
  const keepsKeys = !databaseUrl && !env.SECRET_KEYS;
  return {
    databaseUrl,
    dataDir,
    baseUrl,
    keys: secretKeys,
    keysFrom: keepsKeys ? secretKeysFile(dataDir) : "SECRET_KEYS",
    keepsKeys,
    place: databaseUrl ? placeOf(new URL(databaseUrl)) : `DATA_DIR (${dataDir})`,
  };
}

const placeOf = ({ host, pathname }: URL) => `the database ${decodeURIComponent(pathname.slice(1))} at ${host}`;

/**
 * The database to read from. An embedded one that runs is used as it runs; one that does not is run for as long.
 * @throws BackupError when DATA_DIR has no database; DatabaseError when it cannot be used.
 */
export async function openSource({ databaseUrl, dataDir }: Installation): Promise<OpenDatabase> {
  if (databaseUrl) return openExternal(databaseUrl);
  if (!hasEmbedded(dataDir)) {
    throw new BackupError(
      `There is nothing to back up: DATA_DIR (${dataDir}) has no database. Set DATA_DIR or DATABASE_URL as the server has them.`,
    );
  }
  const running = await runningEmbedded(dataDir);
  if (running) return { url: running, close: nothing };
  return openEmbedded(dataDir).catch(async (error) => {
    // A server that was about to start has it by now.
    const url = await runningEmbedded(dataDir);
    if (!url) throw error;
    return { url, close: nothing };
  });
}

/**
 * The database to write to, which no server may be running on; an embedded one is made where there is none.
 * @throws DatabaseError when it cannot be used, or a server runs on the embedded one.
 */
export async function openTarget({ databaseUrl, dataDir }: Installation): Promise<OpenDatabase> {
  return databaseUrl ? openExternal(databaseUrl) : openEmbedded(dataDir);
}

async function openExternal(url: string): Promise<OpenDatabase> {
  await checkDatabase(url);
  return { url, close: nothing };
}

async function openEmbedded(dataDir: string): Promise<OpenDatabase> {
  const { url, stop } = await startEmbedded({ dataDir, log: quiet });
  return { url, close: stop };
}

/** Renames the database (which must not run) in `dataDir`, so that another can take its place. Returns where it is now. */
export function setDatabaseAside(dataDir: string, now: Date): string {
  return setAside(join(dataDir, "database"), now);
}

/** Keeps the keys of a backup in `dataDir`. Others that are kept there are renamed. Returns where those are now. */
export function keepKeys(dataDir: string, keys: string, others: boolean, now: Date): string | null {
  const aside = others ? setAside(secretKeysFile(dataDir), now) : null;
  writeFileSync(secretKeysFile(dataDir), `${keys.trim()}\n`, { mode: 0o600, flag: "wx" });
  return aside;
}

function setAside(path: string, now: Date): string {
  const aside = `${path}.before-${now.toISOString().replace(/[-:]|\.\d+/g, "")}`;
  renameSync(path, aside);
  return aside;
}
