import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startEmbedded } from "@/lib/database/embedded";
import { findPostmaster } from "@/lib/database/postmaster";
import { connected } from "@/tests/support/contents";
import { embeddedUrl, killEverything } from "@/tests/support/crash";
import { newDatabase } from "@/tests/support/made-database";
import { figure, times } from "@/tests/support/prove";
import { freePort, removeDataDir, runServer, startServer } from "@/tests/support/server";

// The built server as a process: how it starts, refuses to start, and stops.

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "patchbay-process-"));
});

afterEach(() => removeDataDir(dataDir));

/** The data directory of a server that has started before, without an account. */
const startedBefore = () => newDatabase(dataDir);

const postmaster = () => findPostmaster(join(dataDir, "database", "data"));

const secretKeys = `k1:${Buffer.alloc(32, 1).toString("base64")}`;
const firstAccount = {
  BOOTSTRAP_ACCOUNT_NAME: "Lighthouse",
  BOOTSTRAP_OWNER_EMAIL: "ada@example.com",
  BOOTSTRAP_OWNER_PASSWORD: "keeps the light on",
};

/** Runs a server that should end by itself; resolves with its exit code and output. */
async function refusal(env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const server = runServer({ PORT: String(await freePort()), DATA_DIR: dataDir, LOG_LEVEL: "silent", ...env });
  const code = await server.exit;
  return { code, said: server.output().trim() };
}

test.each(["SIGINT", "SIGTERM"] as const)(
  "%s, even twice, stops server and database with exit code 0",
  async (signal) => {
    const server = await startServer({ DATA_DIR: startedBefore() });
    server.process.kill(signal);
    server.process.kill(signal);
    expect(await server.stop()).toBe(0);
    expect(existsSync(join(dataDir, "database", "data", "postmaster.pid"))).toBe(false);
  },
);

test("standard output is the log alone, and an ordinary stop logs no warning", async () => {
  const server = await startServer({ DATA_DIR: startedBefore(), LOG_LEVEL: "info" });
  expect(await server.stop()).toBe(0);
  const lines = server.log().trim().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toContainEqual(
    expect.objectContaining({ msg: "embedded database ready" }),
  );
  expect(lines.filter((line) => JSON.parse(line).level > 30)).toEqual([]);
});

test("after the server is killed, the next start finds everything unchanged", async () => {
  const first = await startServer({ DATA_DIR: startedBefore(), ...firstAccount });
  await first.kill();
  const second = await startServer({ DATA_DIR: dataDir });
  expect(second.output()).toContain(`Sign in at ${second.url}/sign-in`);
  expect((await fetch(`${second.url}/readyz`)).status).toBe(200);
  expect(await second.stop()).toBe(0);
  expect(postmaster()).toBeNull();
});

test("after a first start was killed, the next one completes: one account, one owner, one key", {
  timeout: times(60_000, 600_000),
}, async () => {
  const kills = times(1, 12);
  for (let round = 0; round < kills; round++) {
    dataDir = mkdtempSync(join(tmpdir(), "patchbay-process-"));
    const first = runServer({ PORT: String(await freePort()), DATA_DIR: dataDir, ...firstAccount });
    // Its database runs; from here on it migrates, loads the catalog, and creates the key and the account.
    while (!postmaster()?.ready && first.process.exitCode === null) await sleep(5);
    await sleep((round * 173) % 1_200);
    const kill = async () => {
      first.process.kill("SIGKILL");
      await first.exit;
    };
    await (round % 2 ? kill() : killEverything({ dataDir, process: first.process, kill }));
    const second = await startServer({ DATA_DIR: dataDir, ...firstAccount });
    const counts = ["Account", "User", "SigningKey", "CatalogState"].map(
      (one) => `(SELECT count(*)::int FROM "${one}")`,
    );
    const { rows } = await connected(await embeddedUrl(dataDir), (client) =>
      client.query(`SELECT ARRAY[${counts}] AS "made"`),
    );
    expect(rows).toEqual([{ made: [1, 1, 1, 1] }]);
    expect(await second.stop()).toBe(0);
    if (round < kills - 1) await removeDataDir(dataDir);
  }
  figure("First starts killed (kill -9)", `${kills} kills: the next start was complete each time`);
});

test("on an empty database a one-time set-up link is printed", async () => {
  const server = await startServer({ DATA_DIR: dataDir });
  expect(server.output()).toMatch(new RegExp(`${server.url}/set-up\\?token=\\S{43}`));
  await server.stop();
});

test("a taken port is reported in one sentence, before anything else is touched", async () => {
  const port = await freePort();
  const other = createServer().listen(port, "127.0.0.1");
  const { code, said } = await refusal({ PORT: String(port), SECRET_KEYS: secretKeys });
  other.close();
  expect({ code, said }).toEqual({
    code: 1,
    said: `Port ${port} is in use by another program. Stop it, or set PORT to another port.`,
  });
  expect(readdirSync(dataDir)).toEqual([]);
});

test("a second server on the same data directory is refused, and the first keeps running", async () => {
  const first = await startServer({ DATA_DIR: startedBefore() });
  const { code, said } = await refusal({});
  expect(code).toBe(1);
  expect(said).toMatch(/^Another Patchbay is running on DATA_DIR/);
  expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
  await first.stop();
});

test.each([
  ["a port that is none", { PORT: "many" }, "PORT must be a whole number."],
  [
    "a database that is not there",
    { DATABASE_URL: "postgresql://ann@127.0.0.1:1/x", SECRET_KEYS: secretKeys },
    "Nothing is listening at 127.0.0.1:1. Start the database, or correct DATABASE_URL.",
  ],
])("%s is told in one sentence", async (_case, env, sentence) => {
  expect(await refusal(env)).toEqual({ code: 1, said: sentence });
});

test("a wrong database password is reported in one sentence, without the password", async () => {
  const database = await startEmbedded({
    dataDir: newDatabase(dataDir, "empty"),
    log: { info: () => undefined, warn: () => undefined },
  });
  const url = new URL(database.url);
  url.password = "s3cret-word";
  const { code, said } = await refusal({ DATABASE_URL: url.href, SECRET_KEYS: secretKeys });
  await database.stop();
  expect(code).toBe(1);
  expect(said).toMatch(
    /^The database at .* rejected the user patchbay: .*\. Correct the user and password in DATABASE_URL\.$/,
  );
  expect(said).not.toContain("s3cret-word");
});

test("two servers that start at once on an empty database both serve, with one first account", async () => {
  const database = await startEmbedded({
    dataDir: newDatabase(dataDir, "empty"),
    log: { info: () => undefined, warn: () => undefined },
  });
  const env = { DATABASE_URL: database.url, SECRET_KEYS: secretKeys, ...firstAccount };
  const servers = await Promise.all([startServer(env), startServer(env)]);
  for (const { url } of servers) expect((await fetch(`${url}/readyz`)).status).toBe(200);
  for (const server of servers) expect(await server.stop()).toBe(0);
  await database.stop();
});

test("when the embedded database is killed, the server says so and exits with code 1", async () => {
  const server = await startServer({ DATA_DIR: startedBefore() });
  const ended = once(server.process, "exit");
  process.kill(postmaster()?.pid ?? 0, "SIGKILL");
  expect(await ended).toEqual([1, null]);
  expect(server.output()).toContain("the embedded database is gone");
});
