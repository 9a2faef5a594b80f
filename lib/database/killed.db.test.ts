import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clientSecretPlace } from "@/lib/apps/credentials";
import { randomId, seal, secretDigest, secretMatches, unseal } from "@/lib/crypto";
import { newPool } from "@/lib/database/connect";
import { type EmbeddedDatabase, startEmbedded } from "@/lib/database/embedded";
import { findPostmaster } from "@/lib/database/postmaster";
import { startCommand } from "@/tests/support/command";
import { connected, contentsOf } from "@/tests/support/contents";
import { embeddedUrl, killEverything } from "@/tests/support/crash";
import { ignoreEnds } from "@/tests/support/ignore-ends";
import { newDatabase } from "@/tests/support/made-database";
import { figure, times } from "@/tests/support/prove";
import { removeDataDir } from "@/tests/support/server";
import { useSettings } from "@/tests/support/settings";
import { makeWorld } from "@/tests/support/world";

// A restore and a reseal are killed partway. The next run finds everything done, or nothing.

const quiet = { info: () => undefined, warn: () => undefined };
const keys = String(process.env.SECRET_KEYS);
const root = mkdtempSync(join(tmpdir(), "patchbay-killed-"));
const file = join(root, "backup");
const original = join(root, "original");
const timeout = times(120_000, 900_000);
const secretCount = 2_000;

let database: EmbeddedDatabase;
let contents: Record<string, string[]>;

/** A data directory with the keys that this test seals with. */
function newDataDir(name: string): string {
  const dataDir = join(root, name);
  mkdirSync(dataDir);
  writeFileSync(join(dataDir, "secret-keys"), `${keys}\n`, { mode: 0o600 });
  return dataDir;
}

beforeAll(async () => {
  database = await startEmbedded({ dataDir: newDatabase(newDataDir("original")), log: quiet });
  const pool = newPool(database.url, { max: 1 });
  ignoreEnds(pool);
  await makeSecrets(pool, (await makeWorld(pool)).app.appId);
  await pool.end();
  const { code, said } = await command("backup/backup", [file], { DATA_DIR: original }).ended;
  expect({ code, said }).toMatchObject({ code: 0 });
  contents = await contentsOf(database.url);
}, 120_000);

afterAll(async () => {
  await database?.stop();
  for (const name of readdirSync(root)) await removeDataDir(join(root, name));
  rmSync(root, { recursive: true, force: true });
});

const command = (name: string, args: readonly string[], env: Record<string, string>) =>
  startCommand(`lib/${name}-command.ts`, args, env);

/** Enough client secrets for a reseal to take many rounds. */
async function makeSecrets(pool: pg.Pool, appId: string): Promise<void> {
  const secrets = Array.from({ length: secretCount }, () => ({ id: randomId(), plain: randomId() }));
  await pool.query(
    `INSERT INTO "AppSecret" ("id", "appId", "digest", "sealed")
     SELECT "id", $1, "digest", "sealed" FROM unnest($2::text[], $3::text[], $4::text[]) AS made("id", "digest", "sealed")`,
    [
      appId,
      secrets.map(({ id }) => id),
      secrets.map(({ plain }) => secretDigest(plain)),
      secrets.map(({ id, plain }) => seal(plain, clientSecretPlace(id))),
    ],
  );
}

/** A different moment up to `most` each round, spread evenly. */
const moment = (round: number, most: number): number => ((round * 0.618) % 1) * most;

const isRunning = (dataDir: string): boolean => findPostmaster(join(dataDir, "database", "data"))?.ready === true;

async function hasTables(dataDir: string): Promise<boolean> {
  if (!isRunning(dataDir)) return false;
  const asked = ask(dataDir, `SELECT to_regclass('"UsedAssertion"') IS NOT NULL AS "there"`);
  return asked.then(([row]) => row?.there === true).catch(() => false);
}

/** How far a restore into an empty data directory has got. */
const stages: readonly ((dataDir: string) => boolean | Promise<boolean>)[] = [
  hasTables,
  isRunning,
  (dataDir) => readdirSync(dataDir).some((name) => name.startsWith("database")),
  () => true,
];

/** Waits until a restore has got this far, and a moment longer, or has exited. */
async function cameTo(round: number, dataDir: string, isOver: () => boolean): Promise<void> {
  const stage = stages[round % stages.length];
  while (!isOver() && !(await stage?.(dataDir))) await sleep(5);
  await sleep(moment(round, 200));
}

const ask = async (dataDir: string, sql: string): Promise<Record<string, unknown>[]> =>
  connected(await embeddedUrl(dataDir), async (client) => (await client.query(sql)).rows);

test("a killed restore leaves all of the backup or none of it, and the next one restores it", {
  timeout,
}, async () => {
  const kills = times(2, 16);
  let complete = 0;
  for (let round = 0; round < kills; round++) {
    const dataDir = newDataDir(`restored-${round}`);
    const { child, ended } = command("backup/restore", [file], { DATA_DIR: dataDir });
    await cameTo(round, dataDir, () => child.exitCode !== null);
    const kill = async () => {
      child.kill("SIGKILL");
      await ended;
    };
    if (round % 2) await kill();
    else await killEverything({ dataDir, process: child, kill });
    const again = await command("backup/restore", [file], { DATA_DIR: dataDir }).ended;
    if (again.code !== 0) {
      expect(again.said).toContain("is not empty");
      complete++;
    }
    const restored = await startEmbedded({ dataDir, log: quiet });
    expect(await contentsOf(restored.url)).toEqual(contents);
    await restored.stop();
  }
  figure(
    "Restores killed (kill -9)",
    `${kills} kills, ${complete} after the last row: the backup was there whole, or after the next restore`,
  );
});

const sealedWith = async (kid: string): Promise<number> =>
  Number((await ask(original, `SELECT count(*) AS "n" FROM "AppSecret" WHERE "sealed" LIKE '${kid}.%'`))[0]?.n);

test("after a killed reseal every secret opens with one of the keys, and the next reseal finishes", {
  timeout,
}, async () => {
  const kills = times(1, 12);
  let present = keys;
  for (let round = 0; round < kills; round++) {
    const kid = `round${round}`;
    const fresh = `${kid}:${Buffer.alloc(32, round + 20).toString("base64")}`;
    const env = { DATA_DIR: original, SECRET_KEYS: `${fresh},${present}` };
    const { child, ended } = command("housekeeping/reseal", [], env);
    while (child.exitCode === null && (await sealedWith(kid)) <= moment(round + 1, secretCount)) await sleep(1);
    child.kill("SIGKILL");
    await ended;
    expect(await sealedWith(kid)).toBeGreaterThan(0);
    await expectToOpen(env.SECRET_KEYS);
    const { code, said } = await command("housekeeping/reseal", [], env).ended;
    expect({ code, said }).toEqual({ code: 0, said: expect.stringContaining("no longer needed") });
    await expectToOpen(fresh);
    present = fresh;
  }
  figure(
    "Reseals killed (kill -9)",
    `${kills} kills amid ${secretCount} secrets: every one opened, before and after the next reseal`,
  );
});

/** Each client secret opens with these keys and matches its digest. */
async function expectToOpen(secretKeys: string): Promise<void> {
  useSettings({ SECRET_KEYS: secretKeys });
  const rows = (await ask(original, `SELECT "id", "sealed", "digest" FROM "AppSecret"`)) as Record<string, string>[];
  expect(rows.length).toBeGreaterThan(secretCount);
  const opens = ({ id = "", sealed = "", digest = "" }: Record<string, string>) =>
    secretMatches(unseal(sealed, clientSecretPlace(id)), digest);
  expect(rows.filter((row) => !opens(row))).toEqual([]);
}
