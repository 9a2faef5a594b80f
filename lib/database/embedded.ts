import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import {
  type Cluster,
  databaseUser,
  dataDirectoryArgument,
  openCluster,
  serverEnvironment,
} from "@/lib/database/cluster";
import { DatabaseError } from "@/lib/database/database-error";
import { disarmStalePidFile, findPostmaster, type Postmaster } from "@/lib/database/postmaster";

type Log = { info: (fields: object, message: string) => void; warn: (fields: object, message: string) => void };

export type EmbeddedOptions = {
  /** Absolute; the database lives in its folder `database`. */
  dataDir: string;
  log: Log;
  /** So many connections are to have room, besides some for commands; one that is taken over keeps the room it has. */
  connections?: number;
  /** Called when the database server is gone without having been asked to stop. */
  onLost?: () => void;
};

export type EmbeddedDatabase = { url: string; stop: () => Promise<void> };

const databaseName = "patchbay";
const fewestConnections = 100;
const spareConnections = 20;
/** Crash recovery of a large database takes a while; nothing else does. */
const readyWithinMs = 120_000;
const stoppedWithinMs = 4_000;
/** An advisory lock in the database itself says who owns it: it dies with its holder, however that one dies. */
const ownershipLock = 7_028_210;
const takeOverAttempts = 5;
const takeOverPauseMs = 200;
/** How long the connection of an owner that was killed may take to be noticed as gone. */
const releasedWithinMs = 3_000;

/**
 * Starts the embedded Postgres of `dataDir` (made on the first start) on a free port of the loopback interface, or
 * takes over one that a killed owner has left running. The server stands apart from the terminal, so that Ctrl-C
 * reaches only us, and ends with this process, save when that is killed outright.
 * @throws DatabaseError when the directory cannot be used, belongs to a running Patchbay, or the server fails.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const cluster = await openCluster(options.dataDir);
  const ours: { pid?: number } = {};
  const stopAtExit = () => signal(ours.pid);
  process.once("exit", stopAtExit);
  const { postmaster, owner } = await takeOver(cluster, options, ours).catch((error) => {
    // Also when we launched it: whoever owns it by now goes on with it.
    process.off("exit", stopAtExit);
    throw error;
  });
  ours.pid = postmaster.pid;
  await ensureDatabase(owner);
  let stopped: Promise<void> | undefined;
  owner.on("end", () => {
    if (!stopped) options.onLost?.();
  });
  options.log.info({ port: postmaster.port, dataDir: options.dataDir }, "embedded database ready");
  return {
    url: urlOf(cluster, postmaster.port, databaseName),
    stop() {
      process.off("exit", stopAtExit);
      stopped ??= stopPostmaster(cluster, postmaster, options.log);
      return stopped;
    },
  };
}

/** Whether there is an embedded database in `dataDir`, running or not. */
export const hasEmbedded = (dataDir: string) => existsSync(join(dataDir, "database"));

/**
 * The URL of the embedded database of `dataDir` as it runs right now; null when it does not. It is not owned by this:
 * it ends when its owner does.
 * @throws DatabaseError when the directory cannot be used.
 */
export async function runningEmbedded(dataDir: string): Promise<string | null> {
  if (!hasEmbedded(dataDir)) return null;
  const cluster = await openCluster(dataDir);
  const postmaster = findPostmaster(cluster.dataDirectory);
  return postmaster?.ready ? urlOf(cluster, postmaster.port, databaseName) : null;
}

/**
 * A ready server, owned by us. One that was killed a moment ago may still look alive, and its last processes may still
 * hold its memory: then the next attempt finds it gone.
 */
async function takeOver(cluster: Cluster, options: EmbeddedOptions, ours: { pid?: number }) {
  for (let attempt = 1; ; attempt++) {
    let postmaster: Postmaster | undefined;
    try {
      postmaster = await runningPostmaster(cluster, options, ours);
      return { postmaster, owner: await own(cluster, postmaster, options.dataDir) };
    } catch (error) {
      await sleep(takeOverPauseMs);
      const unchanged = postmaster && findPostmaster(cluster.dataDirectory)?.pid === postmaster.pid;
      if (unchanged || attempt === takeOverAttempts) throw error;
    }
  }
}

/** The ready server of the cluster: the one that runs already, or a new one. */
async function runningPostmaster(
  cluster: Cluster,
  options: EmbeddedOptions,
  ours: { pid?: number },
): Promise<Postmaster> {
  let launched: ChildProcess | null = null;
  for (let waitedMs = 0; waitedMs < readyWithinMs; waitedMs += 25) {
    const found = findPostmaster(cluster.dataDirectory);
    if (found?.ready) return found;
    // A launched one that has ended may have met another start's server, which the next look finds.
    if (!found && launched && launched.exitCode !== null) throw new DatabaseError(whyNotStarted(cluster));
    if (!found && !launched) {
      launched = await launch(cluster, options);
      ours.pid = launched.pid;
    }
    await sleep(25);
  }
  throw new DatabaseError(
    `The embedded database was not ready after ${readyWithinMs / 1000} s. Its log: ${cluster.logFile}`,
  );
}

async function launch(cluster: Cluster, { connections = 0 }: EmbeddedOptions): Promise<ChildProcess> {
  disarmStalePidFile(cluster.dataDirectory);
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: String(Math.max(fewestConnections, connections + spareConnections)),
    timezone: "UTC",
    log_checkpoints: "off",
    cluster_name: "patchbay",
  };
  const args = ["-D", dataDirectoryArgument(cluster.account, cluster.dataDirectory), "-p", String(await freePort())];
  for (const [name, value] of Object.entries(settings)) args.push("-c", `${name}=${value}`);
  const log = openSync(cluster.logFile, "w", 0o600);
  const server = spawn(cluster.binaries.postgres, args, {
    cwd: cluster.dataDirectory,
    env: serverEnvironment(),
    stdio: ["ignore", log, log],
    detached: true,
    ...cluster.account,
  });
  closeSync(log);
  server.unref();
  await new Promise((resolve, reject) => server.once("spawn", resolve).once("error", reject));
  return server;
}

function whyNotStarted(cluster: Cluster): string {
  const lines = readFileSync(cluster.logFile, "utf8").trim().split("\n");
  const fatal = lines.findLast((line) => /FATAL|PANIC|ERROR|could not/.test(line)) ?? lines.at(-1);
  const reason = fatal?.replace(/^.*?(FATAL|PANIC|ERROR):\s*/, "") || "it ended at once";
  return `The embedded database did not start: ${reason}. Its log: ${cluster.logFile}`;
}

/** Takes the ownership of a running server, on a connection that is kept open for as long as we own it. */
async function own(cluster: Cluster, { port }: Postmaster, dataDir: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: urlOf(cluster, port, "postgres"),
    application_name: "patchbay owner",
  });
  // What matters is that it ended, which "end" tells; without a listener here the process would end too.
  client.on("error", () => undefined);
  await client.connect().catch((error: Error) => {
    throw new DatabaseError(
      `The embedded database in DATA_DIR (${dataDir}) does not let Patchbay in: ${error.message}.`,
    );
  });
  for (let waitedMs = 0; waitedMs < releasedWithinMs; waitedMs += 100) {
    const { rows } = await client.query("SELECT pg_try_advisory_lock($1) AS owned", [ownershipLock]);
    if (rows[0].owned) return client;
    await sleep(100);
  }
  await client.end();
  throw new DatabaseError(
    `Another Patchbay is running on DATA_DIR (${dataDir}). Stop that one first, or give this one a DATA_DIR of its own.`,
  );
}

async function ensureDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [databaseName]);
  if (!rowCount) await client.query(`CREATE DATABASE ${databaseName}`);
}

/** Postgres' fast shutdown: open transactions are rolled back, everything committed is on disk. */
function signal(pid: number | undefined): void {
  try {
    if (pid) process.kill(pid, "SIGINT");
  } catch {
    // Gone already, which is what was wanted.
  }
}

async function stopPostmaster(cluster: Cluster, postmaster: Postmaster, log: Log): Promise<void> {
  signal(postmaster.pid);
  for (let waitedMs = 0; waitedMs < stoppedWithinMs; waitedMs += 25) {
    if (findPostmaster(cluster.dataDirectory)?.pid !== postmaster.pid) return;
    await sleep(25);
  }
  log.warn({ pid: postmaster.pid }, "the embedded database is still writing to disk and will end by itself");
}

const urlOf = (cluster: Cluster, port: number, database: string) =>
  `postgresql://${databaseUser}:${cluster.password}@127.0.0.1:${port}/${database}`;

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
