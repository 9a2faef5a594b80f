import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { platform } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { type Binaries, findBinaries } from "@/lib/database/binaries";
import { DatabaseError } from "@/lib/database/database-error";
import { type ServerAccount, serverAccount } from "@/lib/database/server-account";

/** The embedded database on disk, and what it takes to run it. */
export type Cluster = {
  directory: string;
  dataDirectory: string;
  logFile: string;
  password: string;
  account: ServerAccount | null;
  binaries: Binaries;
};

/** The embedded database's only role. */
export const databaseUser = "patchbay";

/**
 * The embedded database in `dataDir`/database, created if missing. Data, password and log share one folder that appears
 * in a single rename, so a start that is killed or races another never leaves half a database.
 * @throws DatabaseError if the directory cannot be used or the database cannot be created
 */
export async function openCluster(dataDir: string): Promise<Cluster> {
  const directory = join(dataDir, "database");
  const dataDirectory = join(directory, "data");
  try {
    const account = serverAccount(dataDirectory);
    const binaries = findBinaries(account);
    if (!existsSync(directory)) await createCluster(dataDir, directory, account, binaries);
    const password = readFileSync(join(directory, "password"), "utf8").trim();
    return { directory, dataDirectory, logFile: join(directory, "log"), password, account, binaries };
  } catch (error) {
    if (error instanceof DatabaseError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new DatabaseError(
      `DATA_DIR (${dataDir}) cannot be used: ${why}. Make it a directory that this user may write to.`,
    );
  }
}

/** The URL of a database on the cluster's server. */
export const embeddedUrl = (cluster: Cluster, port: number, database: string): string =>
  `postgresql://${databaseUser}:${cluster.password}@127.0.0.1:${port}/${database}`;

/**
 * The data directory as passed to Postgres. When root starts it under another account, that account may not be able to
 * traverse the path (a project inside root's home), but it starts inside the directory and can always name that.
 */
export const dataDirectoryArgument = (account: ServerAccount | null, dataDirectory: string) =>
  account && platform() === "linux" ? "/proc/self/cwd" : dataDirectory;

/** The environment for Postgres's programs, without anything that would configure them (PGDATA, PGOPTIONS, locales). */
export const serverEnvironment = (): NodeJS.ProcessEnv => ({
  NODE_ENV: process.env.NODE_ENV,
  PATH: process.env.PATH,
  SystemRoot: process.env.SystemRoot,
});

async function createCluster(dataDir: string, directory: string, account: ServerAccount | null, binaries: Binaries) {
  mkdirSync(dataDir, { recursive: true });
  removeAbandoned(dataDir);
  const unfinished = join(dataDir, `database.new-${process.pid}`);
  prepareFolder(unfinished, account);
  await initialise(unfinished, account, binaries);
  try {
    renameSync(unfinished, directory);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Another start on the same directory got there first; use its database.
    if (!existsSync(directory)) throw error;
  }
}

function prepareFolder(folder: string, account: ServerAccount | null): void {
  const data = join(folder, "data");
  const password = join(folder, "password");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(data, { recursive: true, mode: 0o700 });
  writeFileSync(password, `${randomBytes(24).toString("base64url")}\n`, { mode: 0o600 });
  for (const path of [folder, data]) chmodSync(path, 0o700);
  if (account) for (const path of [folder, data, password]) chownSync(path, account.uid, account.gid);
}

/** Removes what is left of starts that were killed while creating their database. */
function removeAbandoned(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    const pid = Number(/^database\.new-(\d+)$/.exec(name)?.[1]);
    if (pid && !isAlive(pid)) removeIfIdle(join(dataDir, name));
  }
}

/** A killed start's initdb runs on for a second and may write while we remove; a later start removes the rest. */
function removeIfIdle(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // ENOTEMPTY: initdb wrote another file.
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function initialise(folder: string, account: ServerAccount | null, binaries: Binaries): Promise<void> {
  const data = join(folder, "data");
  const target = dataDirectoryArgument(account, data);
  // Not join(): it would resolve `..` textually, but the target may be a link that has to be followed first.
  const place = [`--pgdata=${target}`, `--pwfile=${target}/../password`];
  const settings = [`--username=${databaseUser}`, "--auth=scram-sha-256", "--encoding=UTF8", "--no-instructions"];
  // Independent of the machine's locales, so that a database sorts the same wherever it is moved.
  const locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const making = spawn(binaries.initdb, [...place, ...settings, ...locale], {
    cwd: data,
    env: serverEnvironment(),
    stdio: ["ignore", "ignore", "pipe"],
    ...account,
  });
  const exit = new Promise<number | null>((resolve, reject) => making.once("error", reject).once("close", resolve));
  const [complaint, code] = await Promise.all([text(making.stderr), exit]);
  if (code !== 0)
    throw new DatabaseError(`The embedded database could not be created: ${complaint.trim() || `code ${code}`}`);
}
