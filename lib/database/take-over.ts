import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { databaseLocks } from "@/lib/database/advisory-locks";
import { type Cluster, embeddedUrl } from "@/lib/database/cluster";
import { DatabaseError } from "@/lib/database/database-error";
import { faultOf } from "@/lib/database/faults";
import { freePort, isDiskFull, launch, whyNotStarted } from "@/lib/database/launch";
import { findPostmaster, type Postmaster } from "@/lib/database/postmaster";
import { stopPostmaster } from "@/lib/database/stop-postmaster";

export type Log = {
  info: (fields: object, message: string) => void;
  warn: (fields: object, message: string) => void;
};

/** What a start works with. */
export type Start = {
  cluster: Cluster;
  dataDir: string;
  log: Log;
  connections: number;
  /** The port on which a server is launched; any free one if it is not given. */
  port?: number;
  /** Ends the attempt; nothing is launched afterwards. */
  signal: AbortSignal;
  /** Whether we have owned it before: then nobody else comes first. */
  wasOurs?: boolean;
  /** The server that we answer for from its launch on, even before it is ready. */
  ours: { pid?: number | undefined };
};

export type Owned = { postmaster: Postmaster; owner: pg.Client };

/** Someone else owns the embedded database. */
export class Taken extends DatabaseError {}

/** Crash recovery of a large database takes a while; nothing else does. */
const readyWithinMs = 120_000;
const attempts = 5;
const pauseMs = 200;
/** How long the connection of a killed owner may take to be noticed as gone. */
const releasedWithinMs = 3_000;
/** After a crash of the database, a running owner comes first: it asks for the lock every 100 ms. */
const ownerFirstMs = 2_000;
const connectWithinMs = 5_000;

/**
 * A ready server, owned by us: the one that runs already, or a new one. One that was killed a moment ago may still look
 * alive, and its last processes may still use its memory: then the next attempt finds it gone.
 * @throws Taken when another Patchbay owns it, DatabaseError when it does not start or does not let us in.
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

/** Waits for the server to be ready, launches one where there is none, and ends one that is stopping. */
async function runningPostmaster(start: Start): Promise<Postmaster> {
  const { cluster, signal } = start;
  let launched: ChildProcess | null = null;
  for (const deadline = performance.now() + readyWithinMs; performance.now() < deadline; await sleep(25)) {
    signal.throwIfAborted();
    const found = findPostmaster(cluster.dataDirectory);
    if (found?.ready) return found;
    if (found?.stopping) await stopPostmaster(cluster.dataDirectory, found.pid, start.log);
    // A launched one that has ended may have met another start's server, which the next look finds.
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
 * Takes the ownership of a server, on a connection that is kept open for as long as we own it. Waits for a server that
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
          `The embedded database in DATA_DIR (${start.dataDir}) does not let Patchbay in: ${(error as Error).message}.`,
        );
      }
      await sleep(100);
    }
  }
}

/** `waited`: it has recovered from a crash meanwhile, and may have an owner who was cut off by that. */
async function ownOnce(start: Start, { port }: Postmaster, waited: boolean): Promise<pg.Client> {
  const client = await connectOnce(start.cluster, port);
  try {
    if (waited && !start.wasOurs) await sleep(ownerFirstMs, undefined, { signal: start.signal });
    for (let waitedMs = 0; waitedMs < releasedWithinMs; waitedMs += 100) {
      const { rows } = await client.query("SELECT pg_try_advisory_lock($1) AS owned", [databaseLocks.ownership]);
      if (rows[0].owned) return client;
      await sleep(100, undefined, { signal: start.signal });
    }
    throw new Taken(
      `Another Patchbay is running on DATA_DIR (${start.dataDir}). Stop that one first, or give this one a DATA_DIR of its own.`,
    );
  } catch (error) {
    client.end().catch(() => undefined);
    throw error;
  }
}

async function connectOnce(cluster: Cluster, port: number): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: embeddedUrl(cluster, port, "postgres"),
    connectionTimeoutMillis: connectWithinMs,
    application_name: "patchbay owner",
  });
  // What matters is that it ended, which "end" tells; without a listener here the process would end too.
  client.on("error", () => undefined);
  await client.connect();
  return client;
}
