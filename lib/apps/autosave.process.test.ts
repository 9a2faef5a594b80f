import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newPool } from "@/lib/database/connect";
import { Autosaver } from "@/tests/support/autosaver";
import { countPostmasters, embeddedUrl, killEverything } from "@/tests/support/crash";
import { ignoreEnds } from "@/tests/support/ignore-ends";
import { newDataDir } from "@/tests/support/made-database";
import { figure, times } from "@/tests/support/prove";
import { removeDataDir, startServer, type TestServer } from "@/tests/support/server";
import { until } from "@/tests/support/until";
import { Visitor } from "@/tests/support/visitor";

// The built server with its embedded database, killed while four people type.

const owner = { email: "ada@example.com", password: "keeps the light on" };
const before = { companyName: "Lighthouse", contactName: "Ada" };
const people = 4;
const timeout = times(120_000, 900_000);

let dataDir: string;
let server: TestServer;
let visitor: Visitor;
let savers: Autosaver[];

beforeAll(async () => {
  dataDir = newDataDir("autosave");
  server = await startServer({
    DATA_DIR: dataDir,
    BOOTSTRAP_ACCOUNT_NAME: before.companyName,
    BOOTSTRAP_OWNER_EMAIL: owner.email,
    BOOTSTRAP_OWNER_PASSWORD: owner.password,
  });
  visitor = new Visitor(server.url);
  await visitor.signIn(owner.email, owner.password);
  savers = await Promise.all(
    Array.from({ length: people }, (_, person) => Autosaver.begin(visitor, `App ${person}`, before)),
  );
});

afterAll(async () => {
  await server?.stop();
  await removeDataDir(dataDir);
});

/** Lets everyone type until the server is killed, at a different moment each round, then starts the next server. */
async function crash(round: number, kill: (server: TestServer) => Promise<void>): Promise<{ upAfterMs: number }> {
  const typing = savers.map(typeUntilKilled);
  await Promise.race(typing.map(({ firstSave }) => firstSave));
  await sleep((round * 137) % 400);
  await kill(server);
  const refusals = await Promise.all(typing.map(({ end }) => end));
  expect(refusals.filter((said) => said.startsWith("A save was refused"))).toEqual([]);
  const begun = performance.now();
  server = await startServer({ DATA_DIR: dataDir });
  visitor.url = server.url;
  return { upAfterMs: performance.now() - begun };
}

/** `end` resolves with the reason the last save got no answer. */
function typeUntilKilled(saver: Autosaver): { firstSave: Promise<void>; end: Promise<string> } {
  const firstSave = saver.save();
  const goOn = async (): Promise<string> => {
    try {
      await firstSave;
      for (;;) await saver.save();
    } catch (error) {
      return String(error);
    }
  };
  return { firstSave, end: goOn() };
}

async function faults(): Promise<string[]> {
  const database = newPool(await embeddedUrl(dataDir), { max: 1 });
  ignoreEnds(database);
  const found = await Promise.all(savers.map((saver) => saver.faults(database)));
  await database.end();
  return found.flat();
}

const acknowledged = (): number => savers.reduce((sum, saver) => sum + saver.acknowledged, 0);

const inSeconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

test("every save acknowledged before the server was killed is there, and none is half there", {
  timeout,
}, async () => {
  const kills = times(3, 50);
  const already = acknowledged();
  for (let round = 1; round <= kills; round++) {
    await crash(round, (running) => running.kill());
    expect(await faults()).toEqual([]);
  }
  figure(
    "Killed while four people type (kill -9 of the server)",
    `${kills} kills, ${acknowledged() - already} acknowledged saves: 0 lost, 0 half`,
  );
});

test("a server killed together with its database comes back with all data, on one database server", {
  timeout,
}, async () => {
  const kills = times(2, 20);
  const already = acknowledged();
  const upAfter: number[] = [];
  for (let round = 1; round <= kills; round++) {
    upAfter.push((await crash(round, killEverything)).upAfterMs);
    expect(await faults()).toEqual([]);
    // The killed server's processes may take a moment to exit.
    await until(() => countPostmasters(dataDir) === 1);
  }
  figure(
    "Killed together with the embedded database (kill -9 of everything)",
    `${kills} kills, ${acknowledged() - already} acknowledged saves: 0 lost, 0 half; serving again after at most ${inSeconds(Math.max(...upAfter))}, one database server`,
  );
});
