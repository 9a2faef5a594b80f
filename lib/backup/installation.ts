import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BackupError } from "@/lib/backup/backup-error";
import { parseConfig, type SecretKey, secretKeysFile } from "@/lib/config";
import { checkDatabase, decoded } from "@/lib/database/check-database";
import { hasEmbedded, runningEmbedded, startEmbedded } from "@/lib/database/embedded";

/** The installation to back up or restore, from the settings. */
export type Installation = {
  /** Null for the embedded database in `dataDir`. */
  databaseUrl: string | null;
  dataDir: string;
  baseUrl: string;
  keys: SecretKey[];
  /** Where the keys come from, for messages. */
  keysFrom: string;
  /** Whether Patchbay generates and stores the keys in `dataDir`. */
  keepsKeys: boolean;
  /** The database, for messages, without a password. */
  place: string;
};

type OpenDatabase = { url: string; close: () => Promise<void> };

const quiet = { info: () => undefined, warn: () => undefined };
const nothing = async () => undefined;

/**
 * The installation that the environment describes. Reads generated keys if they exist but never generates any.
 * @throws ConfigError if a setting is invalid
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

const placeOf = ({ host, pathname }: URL) => `the database ${decoded(pathname.slice(1))} at ${host}`;

/**
 * The database to read from. An embedded one is used if it is running; otherwise it is started, and stopped by `close`.
 * @throws BackupError if DATA_DIR has no database; DatabaseError if it cannot be used
 */
export async function openSource({ databaseUrl, dataDir }: Installation): Promise<OpenDatabase> {
  if (databaseUrl) return openExternal(databaseUrl, { onlyToRead: true });
  if (!hasEmbedded(dataDir)) {
    throw new BackupError(
      `There is nothing to back up: DATA_DIR (${dataDir}) has no database. Set DATA_DIR or DATABASE_URL as the server has it.`,
    );
  }
  const running = await runningEmbedded(dataDir);
  if (running) return { url: running, close: nothing };
  return openEmbedded(dataDir).catch(async (error) => {
    // A server that was just starting may have it by now.
    const url = await runningEmbedded(dataDir);
    if (!url) throw error;
    return { url, close: nothing };
  });
}

/**
 * The database to write to. No server may be running on it; an embedded one is created if missing.
 * @throws DatabaseError if it cannot be used, or a server is running on the embedded one
 */
export async function openTarget({ databaseUrl, dataDir }: Installation): Promise<OpenDatabase> {
  return databaseUrl ? openExternal(databaseUrl) : openEmbedded(dataDir);
}

async function openExternal(url: string, how?: Parameters<typeof checkDatabase>[1]): Promise<OpenDatabase> {
  return { url: await checkDatabase(url, how), close: nothing };
}

async function openEmbedded(dataDir: string): Promise<OpenDatabase> {
  const { url, stop } = await startEmbedded({ dataDir, log: quiet });
  return { url, close: stop };
}

/** Renames the database in `dataDir`, which must not be running, to make way for another. Returns its new path. */
export function setDatabaseAside(dataDir: string, now: Date): string {
  return setAside(join(dataDir, "database"), now);
}

/** Writes a backup's keys to `dataDir`. With `others`, renames the existing key file first and returns its new path. */
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
