import { execFileSync } from "node:child_process";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { httpMachine, tokenOf } from "@/lib/testing/machine-server";
import { type OwnPostgres, ownPostgres } from "@/lib/testing/postgres";
import { startServer, type TestServer } from "@/lib/testing/server";
import { makeWorld } from "@/lib/testing/world";

// Several processes on one port (WEB_CONCURRENCY).

let postgres: OwnPostgres;
let database: pg.Pool;
let server: TestServer;
let app: Awaited<ReturnType<typeof makeWorld>>["app"];

beforeAll(async () => {
  postgres = await ownPostgres();
  const url = await postgres.newDatabase("patchbay");
  server = await startServer({ DATABASE_URL: url, SECRET_KEYS: String(process.env.SECRET_KEYS), WEB_CONCURRENCY: "2" });
  database = new pg.Pool({ connectionString: url });
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

test("share a port, one of them delivers, one that dies is replaced, and all end together", async () => {
  const before = processes();
  expect(before).toHaveLength(2);
  expect((await httpMachine(server.url).send({ method: "GET", path: "/metrics" })).text).toMatch(/[{,]process="\d+"/);
  await vi.waitFor(async () => expect(await leaders()).toBe(1), { timeout: 10_000 });
  process.kill(Number(before[0]), "SIGKILL");
  await vi.waitFor(
    async () => {
      expect(processes().filter((one) => one !== before[0])).toHaveLength(2);
      expect(await tokenOf(httpMachine(server.url), app)).not.toBe("");
    },
    { timeout: 30_000, interval: 200 },
  );
  expect(await leaders()).toBeLessThanOrEqual(1);
  const last = processes();
  expect(await server.stop()).toBe(0);
  for (const pid of last) expect(() => process.kill(Number(pid), 0)).toThrow("ESRCH");
});
