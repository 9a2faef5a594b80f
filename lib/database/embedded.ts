import { existsSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import { embeddedUrl, openCluster } from "@/lib/database/cluster";
import { DatabaseError } from "@/lib/database/database-error";
import { forgetLibpqVariables } from "@/lib/database/libpq";
import { Ownership } from "@/lib/database/ownership";
import { findPostmaster, serves } from "@/lib/database/postmaster";
import { type Log, type Start, takeOver } from "@/lib/database/take-over";

export type EmbeddedOptions = {
  /** Absolute; the database lives in its folder `database`. */
  dataDir: string;
  log: Log;
  /** Connections to make room for, plus some for commands. A server that is taken over keeps the limit it has. */
  connections?: number;
  /** Called with the reason, a sentence, when the database is lost for good without having been asked to stop. */
  onLost?: (why: string) => void;
};

export type EmbeddedDatabase = { url: string; stop: () => Promise<void> };

const databaseName = "patchbay";

/**
 * Starts the embedded Postgres of `dataDir` (created on the first start) on a free loopback port, or takes over one
 * that a killed owner left running. It is detached from the terminal, so Ctrl-C reaches only us, and stops with this
 * process unless that is killed outright. Also clears libpq's variables in this process.
 * @throws DatabaseError if the directory cannot be used, belongs to a running Patchbay, or the server fails
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { dataDir, log, connections = 0, onLost = () => undefined } = options;
  forgetLibpqVariables();
  const stopping = new AbortController();
  const cluster = await openCluster(dataDir);
  const start: Start = { cluster, dataDir, log, connections, signal: stopping.signal, ours: {} };
  const stopAtExit = () => signalStop(start);
  process.once("exit", stopAtExit);
  const owned = await takeOver(start).catch((error) => {
    // Even if we launched it: another owner may be using it by now.
    process.off("exit", stopAtExit);
    throw error;
  });
  start.ours.pid = owned.postmaster.pid;
  await ensureDatabase(owned.owner);
  const ownership = new Ownership(start, owned, stopping, onLost);
  const { port } = owned.postmaster;
  log.info({ port, dataDir }, "embedded database ready");
  return {
    url: embeddedUrl(cluster, port, databaseName),
    async stop() {
      await ownership.stop();
      process.off("exit", stopAtExit);
    },
  };
}

/** For the process's exit handler, where nothing can be awaited. */
function signalStop({ cluster, ours: { pid } }: Start): void {
  if (pid && serves(pid, cluster.dataDirectory)) process.kill(pid, "SIGINT");
}

/** Whether there is an embedded database in `dataDir`, running or not. */
export const hasEmbedded = (dataDir: string) => existsSync(join(dataDir, "database"));

/**
 * The URL of the embedded database of `dataDir` if it is running and ready; otherwise null. The caller does not own it:
 * it stops when its owner does.
 * @throws DatabaseError if the directory cannot be used
 */
export async function runningEmbedded(dataDir: string): Promise<string | null> {
  if (!hasEmbedded(dataDir)) return null;
  forgetLibpqVariables();
  const cluster = await openCluster(dataDir);
  const postmaster = findPostmaster(cluster.dataDirectory);
  return postmaster?.ready ? embeddedUrl(cluster, postmaster.port, databaseName) : null;
}

async function ensureDatabase(client: pg.Client): Promise<void> {
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [databaseName]);
    if (!rowCount) await client.query(`CREATE DATABASE ${databaseName}`);
  } catch (error) {
    throw new DatabaseError(`The embedded database could not be created: ${(error as Error).message}`);
  }
}
