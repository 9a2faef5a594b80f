import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { DatabaseError } from "@/lib/database/database-error";
import { tellTrouble } from "@/lib/database/faults";
import { hasRoom, isDiskFull, lastComplaint } from "@/lib/database/launch";
import { findPostmaster, type Postmaster } from "@/lib/database/postmaster";
import { stopPostmaster } from "@/lib/database/stop-postmaster";
import { type Owned, own, type Start, Taken, takeOver } from "@/lib/database/take-over";

const firstPauseMs = 1_000;
const longestPauseMs = 30_000;

/**
 * The embedded database for as long as it is ours. A crash of one of Postgres' processes ends our connection to it and
 * with it the ownership: it is taken again once Postgres has recovered. A server that a full disk has ended is launched
 * again, on the same port, until there is room. `onLost` is called when it is lost for good.
 */
export class Ownership {
  readonly #start: Start;
  #postmaster: Postmaster;
  #stopped: Promise<void> | undefined;

  constructor(
    start: Start,
    { postmaster, owner }: Owned,
    private readonly stopping: AbortController,
    private readonly onLost: (why: string) => void,
  ) {
    this.#start = { ...start, port: postmaster.port, wasOurs: true };
    this.#postmaster = postmaster;
    this.#watch(owner);
  }

  /** Ends the server, unless it has become someone else's. */
  stop(): Promise<void> {
    this.stopping.abort();
    this.#stopped ??= this.#stopServer();
    return this.#stopped;
  }

  async #stopServer(): Promise<void> {
    const { cluster, ours, log } = this.#start;
    if (ours.pid) await stopPostmaster(cluster.dataDirectory, ours.pid, log);
  }

  #watch(owner: pg.Client): void {
    owner.once("end", () => {
      if (!this.stopping.signal.aborted) void this.#regain();
    });
  }

  async #regain(): Promise<void> {
    const begunMs = performance.now();
    this.#start.log.warn({}, "the embedded database closed the connection of its owner; waiting for it to recover");
    try {
      this.#watch(await this.#ownAgain());
      tellTrouble(null);
      this.#start.log.warn({ afterMs: Math.round(performance.now() - begunMs) }, "the embedded database is back");
    } catch (error) {
      if (this.stopping.signal.aborted) return;
      if (error instanceof Taken) delete this.#start.ours.pid;
      this.onLost(error instanceof Error ? error.message : String(error));
    }
  }

  async #ownAgain(): Promise<pg.Client> {
    if (this.#isThere()) {
      try {
        return await own(this.#start, this.#postmaster);
      } catch (error) {
        // It may have ended while we asked.
        if (error instanceof Taken || this.#isThere()) throw error;
      }
    }
    return await this.#launchAgain();
  }

  #isThere(): boolean {
    return findPostmaster(this.#start.cluster.dataDirectory)?.pid === this.#postmaster.pid;
  }

  /** @throws DatabaseError when another cause than a full disk has ended the server */
  async #launchAgain(): Promise<pg.Client> {
    const { cluster, log } = this.#start;
    let why = new DatabaseError("The embedded database has ended.");
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      if (!isDiskFull(cluster)) throw why;
      tellTrouble("disk-full");
      log.warn({ said: lastComplaint(cluster), pauseMs }, "the disk of the embedded database is full; trying again");
      await this.#pause(pauseMs);
      try {
        return this.#adopt(await takeOver(this.#start));
      } catch (error) {
        if (error instanceof Taken || !(error instanceof DatabaseError)) throw error;
        why = error;
      }
    }
  }

  /** Waits, but no longer once there is room where there was none. */
  async #pause(pauseMs: number): Promise<void> {
    const { cluster } = this.#start;
    const hadRoom = hasRoom(cluster);
    for (let waitedMs = 0; waitedMs < pauseMs; waitedMs += firstPauseMs) {
      await sleep(firstPauseMs, undefined, { signal: this.stopping.signal });
      if (!hadRoom && hasRoom(cluster)) return;
    }
  }

  #adopt({ postmaster, owner }: Owned): pg.Client {
    const { port, dataDir, ours } = this.#start;
    if (postmaster.port !== port) {
      // Everything of ours that is open leads to the old port.
      throw new Taken(`Another Patchbay has started the embedded database in DATA_DIR (${dataDir}) on another port.`);
    }
    this.#postmaster = postmaster;
    ours.pid = postmaster.pid;
    return owner;
  }
}
