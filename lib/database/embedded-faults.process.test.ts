import { once } from "node:events";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, newPool } from "@/lib/database/connect";
import { findPostmaster } from "@/lib/database/postmaster";
import { Autosaver } from "@/tests/support/autosaver";
import { countPostmasters, embeddedUrl } from "@/tests/support/crash";
import { httpMachine, type MachineServer, post, tokenOf } from "@/tests/support/machine-server";
import { newDatabase } from "@/tests/support/made-database";
import { figure, times } from "@/tests/support/prove";
import { removeDataDir, startServer, type TestServer } from "@/tests/support/server";
import { type SmallDisk, smallDisk } from "@/tests/support/small-disk";
import { judge, keepAsking, newTally, type Outcome, type Tally } from "@/tests/support/under-load";
import { until } from "@/tests/support/until";
import { NotDone, Visitor } from "@/tests/support/visitor";
import { makeWorld } from "@/tests/support/world";

// The built server with its embedded database. The database's processes are killed and its disk fills up while machines
// and people are at work.

const owner = { email: "ada@example.com", password: "keeps the light on" };
const account = "Lighthouse";
const timeout = times(180_000, 900_000);

let disk: SmallDisk;
let settings: Record<string, string>;
let server: TestServer;
let database: pg.Pool;
let machine: MachineServer;
let visitor: Visitor;
let saver: Autosaver;
let app: Awaited<ReturnType<typeof makeWorld>>["app"];
let live: string;

beforeAll(async () => {
  disk = smallDisk();
  settings = {
    DATA_DIR: newDatabase(join(disk.folder, "data")),
    SECRET_KEYS: String(process.env.SECRET_KEYS),
    BOOTSTRAP_ACCOUNT_NAME: account,
    BOOTSTRAP_OWNER_EMAIL: owner.email,
    BOOTSTRAP_OWNER_PASSWORD: owner.password,
  };
  await start();
  app = (await makeWorld(database)).app;
  live = await tokenOf(machine, app);
  visitor = new Visitor(server.url);
  await visitor.signIn(owner.email, owner.password);
  saver = await Autosaver.begin(visitor, "Written to", { companyName: account, contactName: "Ada" });
});

afterAll(async () => {
  await database?.end();
  await server?.stop();
  await removeDataDir(settings.DATA_DIR ?? "");
  disk?.remove();
});

async function start(): Promise<void> {
  server = await startServer(settings);
  machine = httpMachine(server.url);
  if (visitor) visitor.url = server.url;
  database = newPool(await embeddedUrl(server.dataDir), { max: 2 });
  database.on("error", () => undefined);
  database.on("connect", (client) => client.on("error", () => undefined));
}

async function ask(request: Parameters<MachineServer["send"]>[0], isRight: (json: object) => boolean) {
  const { status, headers, json, text } = await machine.send(request);
  return judge({ status, retryAfter: headers["retry-after"] }, status === 200 && isRight(json), text);
}

async function loadScreen(): Promise<Outcome> {
  const response = await visitor.load("/apps", { accept: "text/html" });
  const text = await response.text();
  const answered = { status: response.status, retryAfter: response.headers.get("retry-after") };
  return judge(answered, response.status === 200, `${response.headers.get("location") ?? ""} ${text.slice(0, 200)}`);
}

/** A save refused as unavailable counts as a 503: the page retries by itself. */
async function save(): Promise<Outcome> {
  try {
    await saver.save();
    return "done";
  } catch (error) {
    if (error instanceof NotDone) return judge(error, false, error.message);
    return /refused as unavailable/.test(String(error)) ? "later" : { wrong: String(error) };
  }
}

const load: Record<string, () => Promise<Outcome>> = {
  token: () => ask(post("/oauth/token", { grant_type: "client_credentials" }, app), () => true),
  introspection: () =>
    ask(post("/oauth/introspect", { token: live }, app), (json) => "active" in json && json.active === true),
  screen: loadScreen,
  save,
};

type Round = (tallies: Tally[]) => Promise<number>;

/** Does the rounds under load and judges the answers. */
async function underLoad(round: Round, count: number): Promise<{ backAfterMs: number[]; told: string }> {
  const tallies = Object.values(load).map(newTally);
  const ending = { over: false };
  const asking = Object.values(load).map((one, i) => keepAsking(one, tallies[i] ?? newTally(), () => ending.over));
  const backAfterMs: number[] = [];
  try {
    for (let done = 0; done < count; done++) backAfterMs.push(await round(tallies));
  } finally {
    ending.over = true;
    await Promise.all(asking);
  }
  const wrong = Object.keys(load).map((name, i) => [name, tallies[i]?.wrong] as const);
  expect(wrong.filter(([, said]) => said?.length !== 0)).toEqual([]);
  // What was asked last may have been answered a moment before the database went away.
  expect(await until(() => saver.faults(database))).toEqual([]);
  expect(server.process.exitCode).toBeNull();
  const sum = (key: "done" | "later") => tallies.reduce((total, tally) => total + tally[key], 0);
  return { backAfterMs, told: `${sum("done")} answers and ${sum("later")} × 503 with Retry-After, 0 wrong, 0 lost` };
}

/** Resolves once everything has been answered rightly from now on, with how long that took. */
async function backInService(tallies: Tally[]): Promise<number> {
  const begun = performance.now();
  while (tallies.some(({ doneAt }) => doneAt < begun)) {
    if (server.process.exitCode !== null) throw new Error(`The server ended:\n${server.output()}`);
    await sleep(10);
  }
  return performance.now() - begun;
}

const backendsText = `
  SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'patchbay%' AND pid <> pg_backend_pid() ORDER BY random()`;

/** Resolves once the server has noticed: it then ends every other connection. */
async function killBackend(): Promise<void> {
  const witness = await connect(await embeddedUrl(server.dataDir));
  const ended = new Promise((resolve) => witness.once("end", resolve));
  const { rows } = await witness.query<{ pid: number }>(backendsText);
  process.kill(rows[0]?.pid ?? 0, "SIGKILL");
  await ended;
}

const seconds = (ms: number[]): string => (Math.max(...ms) / 1000).toFixed(1);

test("killing a backend of the embedded database loses nothing acknowledged, and the server recovers by itself", {
  timeout,
}, async () => {
  const kills = times(2, 10);
  const { backAfterMs, told } = await underLoad(async (tallies) => {
    await backInService(tallies);
    await killBackend();
    return backInService(tallies);
  }, kills);
  figure(
    "Backends of the embedded database killed under load (kill -9)",
    `${kills} kills, ${told}; everything in service again at most ${seconds(backAfterMs)} s after a kill`,
  );
});

/** Writes only to the WAL until there is no room for it, at which point Postgres exits. */
async function writeUntilFull(): Promise<void> {
  const writing = "SELECT pg_logical_emit_message(true, 'fill', repeat('x', 1000000))";
  for (let ended = false; !ended; ) {
    await database.query(writing).catch(() => {
      ended = true;
    });
  }
}

const readiness = async () => (await machine.send({ method: "GET", path: "/readyz" })).json;

test("a full disk is reported and loses nothing acknowledged, and the server recovers once there is room", {
  timeout,
}, async () => {
  const fills = times(1, 3);
  const { backAfterMs, told } = await underLoad(async (tallies) => {
    await disk.fill(server);
    await writeUntilFull();
    const named = { reasons: ["The database’s disk is full."] };
    await until(async () => expect.objectContaining(named).asymmetricMatch(await readiness()));
    const answer = await machine.send(post("/oauth/token", { grant_type: "client_credentials" }, app));
    expect(answer).toMatchObject({ status: 503, json: { error: "temporarily_unavailable" } });
    expect(await (await visitor.load("/apps", { accept: "text/html" })).text()).toContain("disk is full");
    disk.clear(server);
    return backInService(tallies);
  }, fills);
  await until(() => countPostmasters(server.dataDir) === 1);
  figure(
    "Disk of the embedded database filled under load",
    `${fills} full disks, ${told}; everything in service again at most ${seconds(backAfterMs)} s after there was room`,
  );
});

const isRunning = () => findPostmaster(join(server.dataDir, "database", "data")) !== null;

test("a server stopped or killed while its database recovers leaves one that the next start can serve", {
  timeout,
}, async () => {
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    await killBackend();
    server.process.kill(signal);
    await once(server.process, "exit");
    if (signal === "SIGTERM") expect([server.process.exitCode, isRunning()]).toEqual([0, false]);
    await database.end();
    await start();
    expect(await saver.faults(database)).toEqual([]);
    expect((await machine.send({ method: "GET", path: "/readyz" })).status).toBe(200);
  }
});
