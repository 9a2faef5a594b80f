import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, type TestContext, test } from "vitest";
import { connect } from "@/lib/database/connect";
import { type EmbeddedDatabase, startEmbedded } from "@/lib/database/embedded";
import { childrenOf, findPostmaster } from "@/lib/database/postmaster";
import { countPostmasters } from "@/tests/support/crash";
import { newDataDir } from "@/tests/support/made-database";
import { until } from "@/tests/support/until";

// Trouble for an embedded database: one of its processes is killed, it hangs, someone else takes it over.

const quiet = { info: () => undefined, warn: () => undefined };
const longest = 120_000;

/** A database that is there already, with what becomes of it: every test has one of its own, for they mostly wait. */
class Embedded {
  readonly dataDir = newDataDir("embedded", "empty");
  readonly dataDirectory = join(this.dataDir, "database", "data");
  readonly lost: string[] = [];
  readonly #started: EmbeddedDatabase[] = [];

  constructor({ onTestFinished }: TestContext) {
    onTestFinished(() => this.#remove(), longest);
  }

  async start(): Promise<EmbeddedDatabase> {
    const { dataDir } = this;
    const database = await startEmbedded({ dataDir, log: quiet, onLost: (why) => this.lost.push(why) });
    this.#started.push(database);
    return database;
  }

  postmasterPid(): number {
    return findPostmaster(this.dataDirectory)?.pid ?? 0;
  }

  async #remove(): Promise<void> {
    for (const database of this.#started) await database.stop();
    rmSync(this.dataDir, { recursive: true, force: true, maxRetries: 10 });
  }
}

async function ask<Row>(url: string, sql: string): Promise<Row[]> {
  const client = await connect(url);
  return (await client.query(sql).finally(() => client.end())).rows;
}

const isProcess = (pid: number): boolean => pid > 0;

const ownersText = `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = 7028210 AND granted`;
const ownerPid = async (url: string) => (await ask<{ pid: number }>(url, ownersText))[0]?.pid ?? 0;

/** The process of this kind, by Postgres's name for it. */
async function processOf(url: string, kind: string): Promise<number> {
  if (kind === "owner's backend") return ownerPid(url);
  const [row] = await ask<{ pid: number }>(url, `SELECT pid FROM pg_stat_activity WHERE backend_type = '${kind}'`);
  return row?.pid ?? 0;
}

const kinds = ["owner's backend", "checkpointer", "walwriter", "background writer", "autovacuum launcher"];

/** Freezes one of its processes, so that it hangs in "stopping". */
async function hangInStopping(embedded: Embedded, url: string): Promise<{ postmaster: number; frozen: number }> {
  const frozen = await until(() => processOf(url, "checkpointer"), isProcess);
  const postmaster = embedded.postmasterPid();
  process.kill(frozen, "SIGSTOP");
  process.kill(postmaster, "SIGINT");
  await until(() => findPostmaster(embedded.dataDirectory)?.stopping);
  return { postmaster, frozen };
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Processes of one that was killed may take a moment to end. */
const onlyOnePostmaster = ({ dataDir }: Embedded) =>
  until(
    () => countPostmasters(dataDir),
    (count) => count === 1,
  );

describe.concurrent("an embedded database", { timeout: longest }, () => {
  test("whichever of its processes is killed, comes back for its owner, with everything that was committed", async (context) => {
    const embedded = new Embedded(context);
    const { url } = await embedded.start();
    await ask(url, "CREATE TABLE kept (n int)");
    const postmaster = embedded.postmasterPid();
    for (const [n, kind] of kinds.entries()) {
      await ask(url, `INSERT INTO kept VALUES (${n})`);
      const before = await until(() => ownerPid(url), isProcess);
      process.kill(await until(() => processOf(url, kind), isProcess), "SIGKILL");
      await until(
        () => ownerPid(url),
        (pid) => isProcess(pid) && pid !== before,
      );
    }
    expect(await ask(url, "SELECT count(*)::int AS rows FROM kept")).toEqual([{ rows: kinds.length }]);
    expect([embedded.postmasterPid(), embedded.lost]).toEqual([postmaster, []]);
  });

  test("whose owner's connection is ended is owned by it again, time after time", async (context) => {
    const embedded = new Embedded(context);
    const { url } = await embedded.start();
    for (let round = 0; round < 5; round++) {
      const before = await until(() => ownerPid(url), isProcess);
      await ask(url, `SELECT pg_terminate_backend(${before})`);
      await until(
        () => ownerPid(url),
        (pid) => isProcess(pid) && pid !== before,
      );
    }
    expect(embedded.lost).toEqual([]);
  });

  test("that became someone else's meanwhile is given up, and left running", async (context) => {
    const embedded = new Embedded(context);
    const { url, stop } = await embedded.start();
    const other = await connect(url.replace(/patchbay$/, "postgres"));
    const taken = other.query("SELECT pg_advisory_lock(7028210)");
    await until(() => waitingForOwnership(url));
    await ask(url, `SELECT pg_terminate_backend(${await ownerPid(url)})`);
    await taken;
    await until(() => embedded.lost.length > 0);
    expect(embedded.lost).toEqual([expect.stringMatching(/^Another Patchbay is running on DATA_DIR/)]);
    await stop();
    expect((await other.query("SELECT 1 AS n")).rows).toEqual([{ n: 1 }]);
    await other.end();
    // The next start adopts it, and stops it at the end.
    await embedded.start();
  });

  test("that hangs while it stops is ended by the next start, which serves what was committed", async (context) => {
    const embedded = new Embedded(context);
    const first = await embedded.start();
    await ask(first.url, "CREATE TABLE kept AS SELECT 7 AS n");
    const { postmaster, frozen } = await hangInStopping(embedded, first.url);
    const second = await embedded.start();
    expect(await ask(second.url, "SELECT n FROM kept")).toEqual([{ n: 7 }]);
    expect(embedded.postmasterPid()).not.toBe(postmaster);
    await until(() => !isAlive(frozen));
    await onlyOnePostmaster(embedded);
  });

  test("that is frozen is stopped all the same, with all of its processes", async (context) => {
    const embedded = new Embedded(context);
    const { stop } = await embedded.start();
    const postmaster = embedded.postmasterPid();
    const all = [postmaster, ...childrenOf(postmaster)];
    process.kill(postmaster, "SIGSTOP");
    await stop();
    await until(() => !all.some(isAlive));
    expect(embedded.lost).toEqual([]);
  });

  test("that two starts at once find hanging is owned by one, and the other is refused", async (context) => {
    const embedded = new Embedded(context);
    const first = await embedded.start();
    await hangInStopping(embedded, first.url);
    const both = await Promise.allSettled([embedded.start(), embedded.start()]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await onlyOnePostmaster(embedded);
  });
});

const waitingText = `SELECT count(*)::int AS waiting FROM pg_locks WHERE locktype = 'advisory' AND objid = 7028210 AND NOT granted`;
const waitingForOwnership = async (url: string) => (await ask<{ waiting: number }>(url, waitingText))[0]?.waiting === 1;
