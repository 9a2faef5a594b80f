import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { connect } from "@/lib/database/connect";
import { connectionsPerProcess } from "@/lib/database/db";
import { type EmbeddedDatabase, runningEmbedded, startEmbedded } from "@/lib/database/embedded";
import { findPostmaster } from "@/lib/database/postmaster";
import { projectRoot } from "@/lib/database/project-root";
import { newDatabase } from "@/tests/support/made-database";
import { times } from "@/tests/support/prove";

const quiet = { info: () => undefined, warn: () => undefined };
let dataDir: string;
const started: EmbeddedDatabase[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "patchbay-embedded-"));
});

afterEach(async () => {
  for (const database of started.splice(0)) await database.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Starts the database of the data directory, which is there already. */
async function start(options: { connections?: number } = {}): Promise<EmbeddedDatabase> {
  if (!existsSync(join(dataDir, "database"))) newDatabase(dataDir, "empty");
  return startAny(options);
}

/** Starts the database of the data directory, and makes it if it isn't there. */
async function startAny(options: { connections?: number } = {}): Promise<EmbeddedDatabase> {
  const database = await startEmbedded({ dataDir, log: quiet, ...options });
  started.push(database);
  return database;
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = await connect(url);
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

function spawnOwner() {
  const script = join(projectRoot(), "tests", "support", "embedded-owner.ts");
  return spawn(process.execPath, ["--import", "tsx", script, dataDir], { stdio: ["ignore", "pipe", "inherit"] });
}

/** Starts the database in a separate process and resolves once it is ready. */
async function startElsewhere() {
  newDatabase(dataDir, "empty");
  const owner = spawnOwner();
  const [line] = (await once(owner.stdout, "data")) as [Buffer];
  return { owner, url: line.toString().trim() };
}

const dataDirectory = () => join(dataDir, "database", "data");

test("a stopped database leaves no server behind and has its data at the next start", async () => {
  const first = await start();
  await ask(first.url, "CREATE TABLE kept AS SELECT 7 AS n");
  await first.stop();
  expect(existsSync(join(dataDirectory(), "postmaster.pid"))).toBe(false);
  const second = await start();
  expect(await ask(second.url, "SELECT n FROM kept")).toEqual([{ n: 7 }]);
});

test("has room for the requested connections and some more, at the next start too", async () => {
  const room = async ({ url }: EmbeddedDatabase) => {
    const [row] = (await ask(url, "SELECT current_setting('max_connections')::int AS room")) as { room: number }[];
    return row?.room ?? 0;
  };
  const first = await start();
  expect(await room(first)).toBeGreaterThan(connectionsPerProcess);
  await first.stop();
  const connections = 9 * connectionsPerProcess;
  expect(await room(await start({ connections }))).toBeGreaterThan(connections);
});

test("after its owner is killed outright, the next start serves the same data from one server", async () => {
  const { owner, url } = await startElsewhere();
  await ask(url, "CREATE TABLE kept AS SELECT 7 AS n");
  const before = findPostmaster(dataDirectory());
  owner.kill("SIGKILL");
  await once(owner, "exit");
  const next = await start();
  expect(await ask(next.url, "SELECT n FROM kept")).toEqual([{ n: 7 }]);
  expect(findPostmaster(dataDirectory())?.pid).toBe(before?.pid);
  await next.stop();
  expect(findPostmaster(dataDirectory())).toBeNull();
});

test("after owner and server are killed outright, the next start recovers what was committed", async () => {
  const { owner, url } = await startElsewhere();
  await ask(url, "CREATE TABLE kept AS SELECT 7 AS n");
  owner.kill("SIGKILL");
  process.kill(findPostmaster(dataDirectory())?.pid ?? 0, "SIGKILL");
  const next = await start();
  expect(await ask(next.url, "SELECT n FROM kept")).toEqual([{ n: 7 }]);
});

test("after a first start that was killed while creating the database, the next one creates it", {
  timeout: times(60_000, 600_000),
}, async () => {
  for (let round = 0; round < times(1, 20); round++) {
    dataDir = mkdtempSync(join(tmpdir(), "patchbay-embedded-"));
    const owner = spawnOwner();
    while (!readdirSync(dataDir).some((name) => name.startsWith("database.new-"))) await sleep(2);
    await sleep(((round + 1) * 137) % 800);
    owner.kill("SIGKILL");
    await once(owner, "exit");
    const next = await startAny();
    expect(await ask(next.url, "SELECT 1 AS n")).toEqual([{ n: 1 }]);
    await next.stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 10 });
  }
});

test("a stale pid file that names another program by now neither stops the start nor harms that program", async () => {
  const first = await start();
  const pidFile = join(dataDirectory(), "postmaster.pid");
  const left = readFileSync(pidFile, "utf8");
  await first.stop();
  const bystander = spawn(process.execPath, ["-e", "setInterval(() => undefined, 60_000)"]);
  await once(bystander, "spawn");
  writeFileSync(pidFile, left.replace(/^\d+/, String(bystander.pid)));
  const second = await start();
  expect(await ask(second.url, "SELECT 1 AS n")).toEqual([{ n: 1 }]);
  expect(bystander.exitCode ?? bystander.signalCode).toBeNull();
  bystander.kill();
});

test("refuses a data directory in use with an explanation, and its owner keeps running", async () => {
  const first = await start();
  await expect(startEmbedded({ dataDir, log: quiet })).rejects.toThrow(/Another Patchbay is running on DATA_DIR/);
  expect(await ask(first.url, "SELECT 1 AS n")).toEqual([{ n: 1 }]);
});

test("when two first starts share one data directory, one owns it and one is refused", async () => {
  const both = await Promise.allSettled([startElsewhereQuietly(), startAny()]);
  const owned = both.filter(({ status }) => status === "fulfilled");
  expect(owned).toHaveLength(1);
  expect(readdirSync(dataDir)).toEqual(["database"]);
});

/** Rejects if that process exits without having obtained the database. */
async function startElsewhereQuietly(): Promise<void> {
  const script = join(projectRoot(), "tests", "support", "embedded-owner.ts");
  const owner = spawn(process.execPath, ["--import", "tsx", script, dataDir], { stdio: ["ignore", "pipe", "ignore"] });
  const outcome = await Promise.race([
    once(owner.stdout, "data").then(() => "owned"),
    once(owner, "exit").then(() => "refused"),
  ]);
  if (outcome === "refused") throw new Error("refused");
  const stop = async () => {
    owner.kill("SIGTERM");
    await once(owner, "exit");
  };
  started.push({ url: "", stop });
}

test("explains that a data directory cannot be created", async () => {
  writeFileSync(join(dataDir, "file"), "");
  const inside = join(dataDir, "file", "data");
  await expect(startEmbedded({ dataDir: inside, log: quiet })).rejects.toThrow(/DATA_DIR \(.*\) cannot be used/);
});

test("libpq's variables in the environment affect neither its creation and start nor connections to it", async () => {
  const hostile = {
    PGOPTIONS: "-c default_transaction_read_only=on -c search_path=nowhere",
    PGSSLMODE: "verify-full",
    PGUSER: "mallory",
    PGPASSWORD: "wrong",
    PGDATABASE: "elsewhere",
    PGCLIENT_ENCODING: "LATIN1",
    PGREPLICATION: "database",
    PGDATA: "/nowhere",
    PGHOST: "192.0.2.1",
  };
  for (const [name, value] of Object.entries(hostile)) vi.stubEnv(name, value);
  const { url } = await startAny();
  await ask(url, "CREATE TABLE kept AS SELECT 'ä' AS letter");
  for (const [name, value] of Object.entries(hostile)) vi.stubEnv(name, value);
  const running = await runningEmbedded(dataDir);
  expect(await ask(String(running), "SELECT letter FROM public.kept")).toEqual([{ letter: "ä" }]);
  vi.unstubAllEnvs();
});
