import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type EmbeddedDatabase, startEmbedded } from "@/lib/database/embedded";
import { childrenOf, findPostmaster } from "@/lib/database/postmaster";
import { countPostmasters } from "@/tests/support/crash";

// Trouble for an embedded database: one of its processes is killed, it hangs, someone else takes it over.

const quiet = { info: () => undefined, warn: () => undefined };
const longest = 60_000;
let dataDir: string;
let lost: string[];
const started: EmbeddedDatabase[] = [];

// Creating a database takes longer than any of the tests, so they share one; each starts and stops it.
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "patchbay-embedded-"));
});

beforeEach(() => {
  lost = [];
});

afterEach(async () => {
  for (const database of started.splice(0)) await database.stop();
}, longest);

afterAll(() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 10 }));

async function start(): Promise<EmbeddedDatabase> {
  const database = await startEmbedded({ dataDir, log: quiet, onLost: (why) => lost.push(why) });
  started.push(database);
  return database;
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

async function ask<Row>(url: string, sql: string): Promise<Row[]> {
  const client = await connect(url);
  return (await client.query(sql).finally(() => client.end())).rows;
}

/** Repeats the query until it succeeds with a wanted answer. */
async function poll<T>(work: () => Promise<T> | T, isWanted: (found: T) => boolean): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    const found = await Promise.resolve()
      .then(work)
      .catch((error: unknown) => {
        if (attempt === 600) throw error;
        return null;
      });
    if (found !== null && isWanted(found)) return found;
    if (attempt === 600) throw new Error("Waited for too long");
    await sleep(50);
  }
}

const isProcess = (pid: number): boolean => pid > 0;

const dataDirectory = () => join(dataDir, "database", "data");
const postmasterPid = () => findPostmaster(dataDirectory())?.pid ?? 0;

const ownersText = `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = 7028210 AND granted`;
const ownerPid = async (url: string) => (await ask<{ pid: number }>(url, ownersText))[0]?.pid ?? 0;

/** The process of this kind, by Postgres's name for it. */
async function processOf(url: string, kind: string): Promise<number> {
  if (kind === "owner's backend") return ownerPid(url);
  const [row] = await ask<{ pid: number }>(url, `SELECT pid FROM pg_stat_activity WHERE backend_type = '${kind}'`);
  return row?.pid ?? 0;
}

const kinds = ["owner's backend", "checkpointer", "walwriter", "background writer", "autovacuum launcher"];

test("whichever of its processes is killed, the database comes back to its owner with everything that was committed", {
  timeout: longest,
}, async () => {
  const { url } = await start();
  await ask(url, "CREATE TABLE kept (n int)");
  const postmaster = postmasterPid();
  for (const [n, kind] of kinds.entries()) {
    await ask(url, `INSERT INTO kept VALUES (${n})`);
    process.kill(await poll(() => processOf(url, kind), isProcess), "SIGKILL");
    await poll(() => ownerPid(url), isProcess);
  }
  expect(await ask(url, "SELECT count(*)::int AS rows FROM kept")).toEqual([{ rows: kinds.length }]);
  expect([postmasterPid(), lost]).toEqual([postmaster, []]);
  await ask(url, "DROP TABLE kept");
});

test("an owner whose connection is ended regains the database every time", async () => {
  const { url } = await start();
  for (let round = 0; round < 5; round++) {
    const before = await poll(() => ownerPid(url), isProcess);
    await ask(url, `SELECT pg_terminate_backend(${before})`);
    await poll(
      () => ownerPid(url),
      (pid) => pid > 0 && pid !== before,
    );
  }
  expect(lost).toEqual([]);
});

test("a database that someone else took over meanwhile is given up and left running", async () => {
  const { url, stop } = await start();
  const other = await connect(url.replace(/patchbay$/, "postgres"));
  const taken = other.query("SELECT pg_advisory_lock(7028210)");
  const owner = await ownerPid(url);
  await ask(url, `SELECT pg_terminate_backend(${owner})`);
  await taken;
  await poll(
    () => lost,
    ({ length }) => length > 0,
  );
  expect(lost).toEqual([expect.stringMatching(/^Another Patchbay is running on DATA_DIR/)]);
  await stop();
  expect((await other.query("SELECT 1 AS n")).rows).toEqual([{ n: 1 }]);
  await other.end();
  // The next start adopts it and stops it at the end.
  await start();
});

/** Freezes one of the server's processes, so that the server hangs in "stopping". */
async function hangInStopping(url: string): Promise<{ postmaster: number; frozen: number }> {
  const frozen = await processOf(url, "checkpointer");
  const postmaster = postmasterPid();
  process.kill(frozen, "SIGSTOP");
  process.kill(postmaster, "SIGINT");
  await poll(
    () => readFileSync(join(dataDirectory(), "postmaster.pid"), "utf8"),
    (text) => text.includes("stopping"),
  );
  return { postmaster, frozen };
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test("a start that finds a database hanging in shutdown stops it and serves what was committed", {
  timeout: longest,
}, async () => {
  const first = await start();
  await ask(first.url, "CREATE TABLE kept AS SELECT 7 AS n");
  const { postmaster, frozen } = await hangInStopping(first.url);
  const second = await start();
  expect(await ask(second.url, "SELECT n FROM kept")).toEqual([{ n: 7 }]);
  expect(postmasterPid()).not.toBe(postmaster);
  await poll(
    () => isAlive(frozen),
    (alive) => !alive,
  );
  expect(countPostmasters(dataDir)).toBe(1);
});

test("a frozen database can still be stopped, with all of its processes", { timeout: longest }, async () => {
  const { stop } = await start();
  const postmaster = postmasterPid();
  const all = [postmaster, ...childrenOf(postmaster)];
  process.kill(postmaster, "SIGSTOP");
  await stop();
  await poll(
    () => all.filter(isAlive),
    ({ length }) => length === 0,
  );
  expect(lost).toEqual([]);
});

test("when two starts at once find a database hanging, one owns it and one is refused", {
  timeout: longest,
}, async () => {
  const first = await start();
  await hangInStopping(first.url);
  const both = await Promise.allSettled([start(), start()]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(countPostmasters(dataDir)).toBe(1);
});
