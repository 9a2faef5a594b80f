import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { pool } from "@/lib/database/db";
import { issueTokenForApp } from "@/lib/tokens/commands";
import { spendToken } from "@/lib/tokens/rate";
import { type MachineServer, post, startMachine } from "@/tests/support/machine-server";
import { useSettings } from "@/tests/support/settings";
import { makeApp, makeWorld, type TestApp } from "@/tests/support/world";

let w: Awaited<ReturnType<typeof makeWorld>>;
let machine: MachineServer;
let app: TestApp;

beforeAll(async () => {
  w = await makeWorld(pool());
  machine = await startMachine();
});

afterAll(() => machine.stop());

beforeEach(async () => {
  app = await makeApp(pool(), { owner: w.admin, scopes: ["user:read:user:admin"] });
  useSettings({ TOKEN_RATE_PER_CLIENT: "5" });
});

const ask = (form: Record<string, string> = {}, client = app) =>
  machine.send(post("/oauth/token", { grant_type: "client_credentials", ...form }, client));

const askAtOnce = async (times: number) =>
  (await Promise.all(Array.from({ length: times }, () => ask()))).map(({ status }) => status).sort();

it("a client can get tokens up to its limit per minute, and is then told when to retry", async () => {
  expect(await askAtOnce(8)).toEqual([200, 200, 200, 200, 200, 429, 429, 429]);
  const { status, json, headers } = await ask();
  expect({ status, error: json.error }).toEqual({ status: 429, error: "slow_down" });
  expect(Number(headers["retry-after"])).toBeGreaterThanOrEqual(1);
  expect(Number(headers["retry-after"])).toBeLessThanOrEqual(60);
});

it("other clients and test tokens from the console are not limited", async () => {
  await askAtOnce(6);
  expect((await ask({}, w.app)).status).toBe(200);
  expect((await issueTokenForApp(app.appId)).expiresIn).toBe(3600);
});

it("only issued tokens count", async () => {
  for (let refused = 0; refused < 6; refused++) expect((await ask({ scope: "nothing" })).status).toBe(400);
  expect(await askAtOnce(5)).toEqual([200, 200, 200, 200, 200]);
});

it("the limit is shared by all servers", async () => {
  vi.resetModules();
  const { spendToken: onAnother } = await import("@/lib/tokens/rate");
  const waits = await Promise.all([spendToken, onAnother].flatMap((spend) => [1, 2, 3, 4].map(() => spend("shared"))));
  expect(waits.filter((wait) => wait === 0)).toHaveLength(5);
});

it("the limit resets after a minute of the database's clock", async () => {
  expect(await askAtOnce(5)).toEqual([200, 200, 200, 200, 200]);
  await pool().query(`UPDATE "Throttle" SET "expire" = "expire" - 60000 WHERE "key" = $1`, [`tokens:${app.clientId}`]);
  expect((await ask()).status).toBe(200);
});

it("without a limit nothing is written", async () => {
  useSettings({ TOKEN_RATE_PER_CLIENT: "" });
  expect(new Set(await askAtOnce(10))).toEqual(new Set([200]));
  const { rowCount } = await pool().query(`SELECT 1 FROM "Throttle" WHERE "key" = $1`, [`tokens:${app.clientId}`]);
  expect(rowCount).toBe(0);
});
