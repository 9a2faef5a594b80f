import { execFileSync } from "node:child_process";
import type pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { newPool } from "@/lib/database/connect";
import { findAction } from "@/tests/access/things";
import { ignoreEnds } from "@/tests/support/ignore-ends";
import { httpMachine, tokenOf } from "@/tests/support/machine-server";
import { type OwnPostgres, ownPostgres } from "@/tests/support/postgres";
import { startServer, type TestServer } from "@/tests/support/server";
import { makeWorld } from "@/tests/support/world";

// Several processes on one port (WEB_CONCURRENCY).

let postgres: OwnPostgres;
let database: pg.Pool;
let server: TestServer;
let app: Awaited<ReturnType<typeof makeWorld>>["app"];

beforeAll(async () => {
  postgres = await ownPostgres();
  const url = await postgres.newDatabase("patchbay");
  server = await startServer({
    DATABASE_URL: url,
    SECRET_KEYS: String(process.env.SECRET_KEYS),
    WEB_CONCURRENCY: "2",
    TRUST_PROXY: "127.0.0.1,::1",
    // No email is ever sent.
    SMTP_URL: "smtp://127.0.0.1:1",
    MAIL_FROM: "Patchbay <patchbay@example.com>",
  });
  database = newPool(url);
  ignoreEnds(database);
  ({ app } = await makeWorld(database));
});

afterAll(async () => {
  await server?.stop();
  await database?.end();
  await postgres?.remove();
});

const processes = (): string[] =>
  execFileSync("pgrep", ["-P", String(server.process.pid)], { encoding: "utf8" })
    .trim()
    .split("\n");

const leaders = async () => (await database.query(`SELECT "holder" FROM "Lease" WHERE "until" > now()`)).rowCount;

const scrapeOnce = async (): Promise<string> =>
  (await httpMachine(server.url).send({ method: "GET", path: "/metrics" })).text;

/** The first of several responses: a connection to a hanging process hangs with it. */
const scrape = (): Promise<string> => Promise.any([scrapeOnce(), scrapeOnce(), scrapeOnce()]);

/** The value of a series; `series` has all labels but `process`. */
const valueIn = (text: string, series: string): number =>
  Number(
    text
      .split("\n")
      .find((line) => line.startsWith(`${series} `))
      ?.slice(series.length),
  );

const tokens = `patchbay_http_request_duration_seconds_count{method="POST",route="/oauth/token",status="200"}`;

test("one scrape reports all processes, even while one hangs", async () => {
  for (let n = 0; n < 10; n++) await tokenOf(httpMachine(server.url), app);
  const all = await scrape();
  expect(valueIn(all, tokens)).toBe(10);
  expect(valueIn(all, `patchbay_processes{state="answered"}`)).toBe(2);
  expect(all.match(/^process_resident_memory_bytes\{process="\d+"\} \d+$/gm)).toHaveLength(2);
  expect(all.match(/^patchbay_deliveries\{state="pending"\} 0$/gm)).toHaveLength(1);
  expect(all).not.toMatch(/null|undefined/);
  const [hung = ""] = processes();
  process.kill(Number(hung), "SIGSTOP");
  const without = await scrape();
  expect(valueIn(without, `patchbay_processes{state="silent"}`)).toBe(1);
  expect(valueIn(without, tokens)).toBe(10);
  process.kill(Number(hung), "SIGCONT");
});

test("an action passed from one process to another is counted for the address it came from", async () => {
  const { id } = findAction("app/sign-in/forgot/actions.ts requestResetLinkAction");
  const headers = {
    origin: server.url,
    "next-action": id,
    "content-type": "text/plain;charset=UTF-8",
    "x-forwarded-for": "198.51.100.9",
  };
  const post = (n: number) =>
    httpMachine(server.url).send({
      path: n % 2 ? "/sign-in" : "/nowhere",
      headers,
      body: `[{"email":"${n}@example.com"}]`,
    });
  for (let n = 0; n < 8; n++) expect((await post(n)).text).toContain('"ok":');
  const { rows } = await database.query<{ key: string }>(`SELECT "key" FROM "Throttle"`);
  const addresses = rows.map(({ key }) => /:([\d.]+)$/.exec(key)?.[1]).filter((address) => address !== undefined);
  expect(addresses).toEqual(["198.51.100.9"]);
});

test("share a port; one of them delivers, one that dies is replaced, and all end together", async () => {
  const before = processes();
  expect(before).toHaveLength(2);
  await vi.waitFor(async () => expect(await leaders()).toBe(1), { timeout: 60_000 });
  const counted = valueIn(await scrape(), tokens);
  process.kill(Number(before[0]), "SIGKILL");
  expect(valueIn(await scrape(), tokens), "what the killed one had counted still counts").toBe(counted);
  await vi.waitFor(
    async () => {
      expect(processes().filter((one) => one !== before[0])).toHaveLength(2);
      expect(await tokenOf(httpMachine(server.url), app)).not.toBe("");
    },
    { timeout: 60_000, interval: 200 },
  );
  expect(await leaders()).toBeLessThanOrEqual(1);
  const last = processes();
  expect(await server.stop()).toBe(0);
  for (const pid of last) expect(() => process.kill(Number(pid), 0)).toThrow("ESRCH");
});
