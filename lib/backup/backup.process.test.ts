import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, newPool } from "@/lib/database/connect";
import { runningEmbedded, startEmbedded } from "@/lib/database/embedded";
import { startCommand } from "@/tests/support/command";
import { contentsOf } from "@/tests/support/contents";
import { ignoreEnds } from "@/tests/support/ignore-ends";
import { basic } from "@/tests/support/machine-server";
import { newDatabase } from "@/tests/support/made-database";
import { removeDataDir, startServer, type TestServer } from "@/tests/support/server";
import { until } from "@/tests/support/until";
import { deactivateApp, makeApp, makeWorld, removeApp, type TestApp } from "@/tests/support/world";

// The commands as an operator runs them: an installation is backed up while it serves, and restored elsewhere.

const quiet = { info: () => undefined, warn: () => undefined };
const baseUrl = "https://patchbay.example.com";
const secretKeys = process.env.SECRET_KEYS ?? "";
const root = mkdtempSync(join(tmpdir(), "patchbay-restore-"));
const file = join(root, "backup");

type Installation = { live: string; revoked: string; dead: string; app: TestApp; draft: TestApp; jwks: string };
let before: Installation;
/** Everything in the tables of the backed-up installation, except what was written meanwhile. */
let contents: Record<string, string[]>;

const dataDirOf = (name: string) => join(root, name);

/** A data directory with the keys that this test seals with. */
function withKeys(name: string): string {
  mkdirSync(dataDirOf(name));
  writeFileSync(join(dataDirOf(name), "secret-keys"), `${secretKeys}\n`, { mode: 0o600 });
  return dataDirOf(name);
}

/** Runs a command as its script does; file arguments are in this test's folder. */
function command(name: "backup" | "restore", args: string[], env: Record<string, string>) {
  const files = args.map((arg) => (arg.startsWith("-") ? arg : resolve(root, arg)));
  return startCommand(`lib/backup/${name}-command.ts`, files, { BASE_URL: baseUrl, ...env }).ended;
}

async function post({ url }: TestServer, path: string, form: Record<string, string>, app: TestApp) {
  const answer = await fetch(`${url}${path}`, {
    method: "POST",
    headers: { authorization: basic(app) },
    body: new URLSearchParams(form),
  });
  return (await answer.json()) as Record<string, unknown>;
}

const tokenOf = async (server: TestServer, app: TestApp) =>
  String((await post(server, "/oauth/token", { grant_type: "client_credentials" }, app)).access_token);

const isActive = async (server: TestServer, token: string, app: TestApp) =>
  (await post(server, "/oauth/introspect", { token }, app)).active;

const jwksOf = async ({ url }: TestServer) => (await fetch(`${url}/oauth/jwks`)).text();

/** Apps in every state, tokens of each kind. */
async function fill(server: TestServer, pool: pg.Pool): Promise<Installation> {
  const { admin, app } = await makeWorld(pool);
  const [stopped, draft, gone] = await Promise.all([
    makeApp(pool, { owner: admin, scopes: ["user:read:user:admin"] }),
    makeApp(pool, { owner: admin, state: "draft" }),
    makeApp(pool, { owner: admin }),
  ]);
  const [live, revoked, dead] = [
    await tokenOf(server, app),
    await tokenOf(server, app),
    await tokenOf(server, stopped),
  ];
  await post(server, "/oauth/revoke", { token: revoked }, app);
  await deactivateApp(pool, stopped);
  await removeApp(pool, gone);
  return { live, revoked, dead, app, draft, jwks: await jwksOf(server) };
}

/** The server records last uses of apps and secrets a moment later, then not again for a minute: waits for this many. */
async function usesWritten(pool: pg.Pool, count: number): Promise<void> {
  const text = `SELECT (SELECT count("lastTokenAt") FROM "App") + (SELECT count("lastUsedAt") FROM "AppSecret") AS "written"`;
  await until(async () => Number((await pool.query(text)).rows[0].written) >= 2 * count);
}

/** Writes audit entries until told to stop. */
function keepWriting(pool: pg.Pool, accountId: string): () => Promise<void> {
  let writing = true;
  const written = (async () => {
    while (writing) {
      await pool.query(
        `INSERT INTO "AuditEntry" ("accountId", "action", "actorName", "address", "targetId", "targetName", "actId")
         VALUES ($1, 'busy', '', '', '', '', '')`,
        [accountId],
      );
    }
  })();
  return () => {
    writing = false;
    return written;
  };
}

/** What was written during the backup may or may not be in it, so it is left out here. */
const settled = (url: string) => contentsOf(url, ",busy,");

async function contentsIn(dataDir: string): Promise<Record<string, string[]>> {
  const database = await startEmbedded({ dataDir, log: quiet });
  return settled(database.url).finally(database.stop);
}

beforeAll(async () => {
  const dataDir = newDatabase(withKeys("original"));
  const server = await startServer({ DATA_DIR: dataDir, BASE_URL: baseUrl });
  const url = await runningEmbedded(dataDir);
  if (!url) throw new Error("The server's database is not running");
  const pool = newPool(url);
  ignoreEnds(pool);
  before = await fill(server, pool);
  await usesWritten(pool, 2);
  const stopWriting = keepWriting(pool, before.app.accountId);
  const { code, said } = await command("backup", ["backup"], { DATA_DIR: dataDir });
  await stopWriting();
  expect(said).toMatch(/^Backed up \d+ tables with [\d,]+ rows from DATA_DIR/);
  expect(said).toContain(`sealed with test from ${join(dataDir, "secret-keys")}, not in the backup`);
  expect(code).toBe(0);
  contents = await settled(url);
  await pool.end();
  await server.stop();
}, 120_000);

afterAll(async () => {
  for (const name of readdirSync(root)) await removeDataDir(dataDirOf(name));
  rmSync(root, { recursive: true, force: true });
});

test("a restored server has the same tokens, client secrets, signing keys and revocations", async () => {
  const dataDir = withKeys("elsewhere");
  const restored = await command("restore", [file], { DATA_DIR: dataDir });
  expect(restored).toEqual({ code: 0, said: expect.stringContaining("counts and checksums match") });
  expect(restored.said).toContain("The keys here open its secrets: test.");
  expect(await contentsIn(dataDir)).toEqual(contents);

  const server = await startServer({ DATA_DIR: dataDir, BASE_URL: baseUrl });
  const { app, live, revoked, dead, draft, jwks } = before;
  expect(await isActive(server, live, app)).toBe(true);
  expect(await isActive(server, revoked, app)).toBe(false);
  expect(await isActive(server, dead, app)).toBe(false);
  expect(await isActive(server, await tokenOf(server, app), app)).toBe(true);
  expect(await post(server, "/oauth/token", { grant_type: "client_credentials" }, draft)).toMatchObject({
    error: "unauthorized_client",
  });
  expect(await jwksOf(server)).toBe(jwks);

  const { code, said } = await command("restore", [file, "--force"], { DATA_DIR: dataDir });
  expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining("Another Patchbay is running on DATA_DIR") });
  expect(await isActive(server, live, app)).toBe(true);
  expect(await server.stop()).toBe(0);
});

test("a backup can be restored into an external database, and one of that into an embedded one", async () => {
  const external = await startEmbedded({
    dataDir: newDatabase(dataDirOf("external"), "empty"),
    log: quiet,
  });
  const env = { DATABASE_URL: external.url, SECRET_KEYS: secretKeys };
  try {
    expect(await command("restore", ["backup"], env)).toMatchObject({ code: 0 });
    expect(await settled(external.url)).toEqual(contents);
    expect(await command("restore", ["backup"], env)).toEqual({
      code: 1,
      said: expect.stringContaining("point DATABASE_URL at it"),
    });
    expect(await command("backup", ["again", "--with-keys"], env)).toEqual({
      code: 1,
      said: expect.stringContaining("Yours are in SECRET_KEYS"),
    });
    expect(await command("backup", ["again"], env)).toMatchObject({ code: 0 });
  } finally {
    await external.stop();
  }
  const dataDir = withKeys("back");
  expect(await command("restore", ["again"], { DATA_DIR: dataDir })).toMatchObject({ code: 0 });
  expect(await contentsIn(dataDir)).toEqual(contents);
});

test("a backup without its keys is refused before anything is created; one that includes them is restored with them", async () => {
  const dataDir = dataDirOf("no-keys");
  const refused = await command("restore", [file], { DATA_DIR: dataDir });
  expect(refused).toEqual({
    code: 1,
    said: expect.stringMatching(/in .*secret-keys: test is missing\..* Nothing was changed/),
  });
  expect(existsSync(dataDir)).toBe(false);

  const taken = await command("backup", ["with-keys", "--with-keys"], { DATA_DIR: dataDirOf("original") });
  expect(taken).toEqual({ code: 0, said: expect.stringContaining("anyone with this file has every secret") });
  expect(await command("restore", ["with-keys"], { DATA_DIR: dataDir })).toMatchObject({ code: 0 });
  expect(readFileSync(join(dataDir, "secret-keys"), "utf8").trim()).toBe(secretKeys);
});

test("a database that is not empty is replaced only with --force, and kept under another name", async () => {
  const dataDir = withKeys("occupied");
  await occupy(dataDir);
  expect(await command("restore", [file], { DATA_DIR: dataDir })).toEqual({
    code: 1,
    said: expect.stringMatching(/is not empty: there are rows in precious\. .*or add --force/),
  });
  const forced = await command("restore", [file, "--force"], { DATA_DIR: dataDir });
  expect(forced).toEqual({ code: 0, said: expect.stringContaining("What was there before is now ") });
  expect(await contentsIn(dataDir)).toEqual(contents);
  expect(readdirSync(dataDir)).toContainEqual(expect.stringMatching(/^database\.before-\d{8}T\d{6}Z$/));
});

async function occupy(dataDir: string): Promise<void> {
  const database = await startEmbedded({ dataDir: newDatabase(dataDir, "empty"), log: quiet });
  const client = await connect(database.url);
  await client.query("CREATE TABLE precious AS SELECT 1 AS n");
  await client.end();
  await database.stop();
}

test.each([
  ["backup", [], /^\s*Name the file to write: npm run backup -- FILE/],
  ["backup", ["a", "--fast"], /^\s*Name the file to write/],
  ["backup", ["a"], /^\s*There is nothing to back up: DATA_DIR \(.*\) has no database\./],
  ["restore", ["a", "b"], /^\s*Name the backup to restore: npm run restore -- FILE/],
  ["restore", ["not-there"], /^\s*.*not-there cannot be read: there is no such file or folder\.$/m],
] as const)("npm run %s -- %j prints an explanation and creates nothing", async (name, args, sentence) => {
  const dataDir = dataDirOf("nowhere");
  const { code, said } = await command(name, [...args], { DATA_DIR: dataDir });
  expect({ code, said }).toEqual({ code: 1, said: expect.stringMatching(sentence) });
  expect(said).not.toMatch(/^ +at /m);
  expect(existsSync(dataDir)).toBe(false);
});
