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
 * Keeps the embedded database ours. If one of Postgres's processes crashes, our connection ends and the ownership with
 * it, so we take it again once Postgres has recovered. If a full disk stopped the server, we relaunch it on the same
 * port until there is room. `onLost` is called when the database is lost for good.
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

  /** Stops the server, unless someone else has taken it over. */
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
    this.#start.log.warn({}, "the embedded database closed the owner's connection; waiting for it to recover");
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
        // The server may have exited while we tried.
        if (error instanceof Taken || this.#isThere()) throw error;
      }
    }
    return await this.#launchAgain();
  }

  #isThere(): boolean {
    return findPostmaster(this.#start.cluster.dataDirectory)?.pid === this.#postmaster.pid;
  }

  /** @throws DatabaseError if anything but a full disk stopped the server */
  async #launchAgain(): Promise<pg.Client> {
    const { cluster, log } = this.#start;
    let why = new DatabaseError("The embedded database has stopped.");
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      if (!isDiskFull(cluster)) throw why;
      tellTrouble("disk-full");
      log.warn({ said: lastComplaint(cluster), pauseMs }, "the embedded database's disk is full; retrying");
      await this.#pause(pauseMs);
      try {
        return this.#adopt(await takeOver(this.#start));
      } catch (error) {
        if (error instanceof Taken || !(error instanceof DatabaseError)) throw error;
        why = error;
      }
    }
  }

  /** Waits, but only until there is room if there was none. */
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
      // All our open connections and pools point to the old port.
      throw new Taken(`Another Patchbay has started the embedded database in DATA_DIR (${dataDir}) on another port.`);
    }
    this.#postmaster = postmaster;
    ours.pid = postmaster.pid;
    return owner;
  }
}
