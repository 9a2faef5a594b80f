import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import * as z from "zod";
import { databaseLocks } from "@/lib/database/advisory-locks";
import { type Cluster, embeddedUrl } from "@/lib/database/cluster";
import { connect } from "@/lib/database/connect";
import { DatabaseError } from "@/lib/database/database-error";
import { faultOf } from "@/lib/database/faults";
import { freePort, isDiskFull, launch, whyNotStarted } from "@/lib/database/launch";
import { findPostmaster, type Postmaster } from "@/lib/database/postmaster";
import { row, typed } from "@/lib/database/rows";
import { stopPostmaster } from "@/lib/database/stop-postmaster";

export type Log = {
  info: (fields: object, message: string) => void;
  warn: (fields: object, message: string) => void;
};

export type Start = {
  cluster: Cluster;
  dataDir: string;
  log: Log;
  connections: number;
  /** The port to launch a server on; any free one if not given. */
  port?: number;
  /** Aborts the attempt; nothing is launched afterwards. */
  signal: AbortSignal;
  /** Whether we owned it before a crash: then we don't have to let another owner go first. */
  wasOurs?: boolean;
  /** The server we are responsible for stopping, from its launch on, even before it is ready. */
  ours: { pid?: number | undefined };
};

export type Owned = { postmaster: Postmaster; owner: pg.Client };

/** Someone else owns the embedded database. */
export class Taken extends DatabaseError {}

/** Allows for crash recovery of a large database; nothing else takes long. */
const readyWithinMs = 120_000;
const attempts = 5;
const pauseMs = 200;
/** How long Postgres may take to notice that a killed owner's connection is gone. */
const releasedWithinMs = 3_000;
/** After a database crash, the running owner goes first: it asks for the lock every 100 ms. */
const ownerFirstMs = 2_000;
const connectWithinMs = 5_000;

/**
 * A ready server that we own: the one already running, or a new one. A server killed a moment ago may still look alive,
 * and its last processes may still use its shared memory; a later attempt finds it gone.
 * @throws Taken if another Patchbay owns it, DatabaseError if it does not start or refuses our connection
 */
export async function takeOver(start: Start): Promise<Owned> {
  for (let attempt = 1; ; attempt++) {
    let postmaster: Postmaster | undefined;
    try {
      postmaster = await runningPostmaster(start);
      return { postmaster, owner: await own(start, postmaster) };
    } catch (error) {
      const isFinal = attempt === attempts || start.signal.aborted || error instanceof Taken;
      const isRefused = postmaster && isStillThere(start, postmaster);
      if (isFinal || isRefused || (!postmaster && isDiskFull(start.cluster))) throw error;
      await sleep(pauseMs);
    }
  }
}

const isStillThere = ({ cluster }: Start, { pid }: Postmaster): boolean => {
  const found = findPostmaster(cluster.dataDirectory);
  return found?.pid === pid && !found.stopping;
};

/** Waits until the server is ready. Launches one if there is none, and forces one that is stopping to finish. */
async function runningPostmaster(start: Start): Promise<Postmaster> {
  const { cluster, signal } = start;
  let launched: ChildProcess | null = null;
  for (const deadline = performance.now() + readyWithinMs; performance.now() < deadline; await sleep(25)) {
    signal.throwIfAborted();
    const found = findPostmaster(cluster.dataDirectory);
    if (found?.ready) return found;
    if (found?.stopping) await stopPostmaster(cluster.dataDirectory, found.pid, start.log);
    // If ours exited because another start's server was faster, `found` is set: use that one.
    if (!found && hasEnded(launched)) throw new DatabaseError(whyNotStarted(cluster));
    if (!found && !launched) launched = await launchOurs(start);
  }
  throw new DatabaseError(
    `The embedded database was not ready after ${readyWithinMs / 1000} s. Its log: ${cluster.logFile}`,
  );
}

const hasEnded = (child: ChildProcess | null): boolean =>
  child !== null && (child.exitCode !== null || child.signalCode !== null);

async function launchOurs({ cluster, connections, port, ours, signal }: Start): Promise<ChildProcess> {
  const free = port ?? (await freePort());
  signal.throwIfAborted();
  const launched = await launch(cluster, free, connections);
  ours.pid = launched.pid;
  return launched;
}

/**
 * Takes ownership of a server, on a connection that stays open for as long as we own it. Waits while the server
 * recovers from a crash.
 * @throws Taken, DatabaseError as {@link takeOver}
 */
export async function own(start: Start, postmaster: Postmaster): Promise<pg.Client> {
  const deadline = performance.now() + readyWithinMs;
  for (let waited = false; ; waited = true) {
    start.signal.throwIfAborted();
    try {
      return await ownOnce(start, postmaster, waited);
    } catch (error) {
      if (error instanceof Taken || start.signal.aborted) throw error;
      const mayPass = faultOf(error)?.retryAfterSeconds != null && performance.now() < deadline;
      if (!mayPass || !isStillThere(start, postmaster)) {
        throw new DatabaseError(
          `The embedded database in DATA_DIR (${start.dataDir}) refused Patchbay's connection: ${(error as Error).message}.`,
        );
      }
      await sleep(100);
    }
  }
}

const lockRow = row({ owned: z.boolean() });

/** `waited`: the server has just recovered from a crash, and may have an owner that the crash cut off. */
async function ownOnce(start: Start, { port }: Postmaster, waited: boolean): Promise<pg.Client> {
  const client = await connectOnce(start.cluster, port);
  try {
    if (waited && !start.wasOurs) await sleep(ownerFirstMs, undefined, { signal: start.signal });
    for (let waitedMs = 0; waitedMs < releasedWithinMs; waitedMs += 100) {
      const { rows } = await client.query("SELECT pg_try_advisory_lock($1) AS owned", [databaseLocks.ownership]);
      if (typed(lockRow, rows)[0]?.owned) return client;
      await sleep(100, undefined, { signal: start.signal });
    }
    throw new Taken(
      `Another Patchbay is running on DATA_DIR (${start.dataDir}). Stop that one first, or give this one its own DATA_DIR.`,
    );
  } catch (error) {
    client.end().catch(() => undefined);
    throw error;
  }
}

const connectOnce = (cluster: Cluster, port: number): Promise<pg.Client> =>
  connect(embeddedUrl(cluster, port, "postgres"), {
    connectionTimeoutMillis: connectWithinMs,
    application_name: "patchbay owner",
  });
