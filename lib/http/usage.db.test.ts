import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { pool } from "@/lib/database/db";
import { flushUsage } from "@/lib/tokens/usage";
import {
  basic,
  callUsersMe,
  introspectionOf,
  type MachineServer,
  post,
  startMachine,
  tokenOf,
} from "@/tests/support/machine-server";
import { deactivateApp, makeApp, makeSecret, makeWorld, removeApp, type TestApp } from "@/tests/support/world";

// What the machine front records for an app's Usage page, request by request.

const grant = { grant_type: "client_credentials" };
const users = "user:read:user:admin";
const meetings = "meeting:read:meeting:admin";

let w: Awaited<ReturnType<typeof makeWorld>>;
let machine: MachineServer;
let app: TestApp;

beforeAll(async () => {
  w = await makeWorld(pool());
  machine = await startMachine();
});

beforeEach(async () => {
  app = await makeApp(pool(), { owner: w.admin, scopes: [users, meetings] });
});

afterAll(() => machine.stop());

async function counted() {
  await flushUsage();
  const { rows } = await pool().query(
    `SELECT sum("tokens")::int AS "tokens", sum("refusals")::int AS "refusals", sum("calls")::int AS "calls",
            sum("introspections")::int AS "introspections" FROM "UsageHour" WHERE "appId" = $1`,
    [app.appId],
  );
  return rows[0];
}

async function uses() {
  const { rows } = await pool().query<{ scopeId: string; uses: string }>(
    `SELECT "scopeId", "uses" FROM "ScopeUse" WHERE "appId" = $1 ORDER BY 1`,
    [app.appId],
  );
  return Object.fromEntries(rows.map(({ scopeId, uses: times }) => [scopeId, Number(times)]));
}

async function refused() {
  await flushUsage();
  const { rows } = await pool().query<{ path: string; reason: string; address: string }>(
    `SELECT "path", "reason", "address" FROM "AppRefusal" WHERE "appId" = $1 ORDER BY "id"`,
    [app.appId],
  );
  return rows;
}

const check = (token: string, scope = "") =>
  machine.send({ method: "GET", path: `/oauth/check?scope=${scope}`, headers: { authorization: `Bearer ${token}` } });

it("counts tokens, calls for the scope that allowed them, and introspections for every scope in effect", async () => {
  const token = await tokenOf(machine, app);
  await callUsersMe(machine, token);
  await introspectionOf(machine, token, w.app);
  await introspectionOf(machine, token, w.account.introspectionKey);
  expect(await counted()).toEqual({ tokens: 1, refusals: 0, calls: 1, introspections: 2 });
  expect(await uses()).toEqual({ [users]: 3, [meetings]: 2 });
});

it("counts a gateway check for the scopes it names, or for all if it names none", async () => {
  const token = await tokenOf(machine, app);
  await check(token, meetings);
  await check(token);
  expect(await counted()).toMatchObject({ introspections: 2 });
  expect(await uses()).toEqual({ [users]: 1, [meetings]: 2 });
});

it("lists refusals with their reason: credentials, tokens, scopes", async () => {
  const expired = await makeSecret(pool(), app, new Date(Date.now() - 1000));
  await machine.send(post("/oauth/token", grant, { ...app, clientSecret: "x".repeat(32) }));
  await machine.send(post("/oauth/token", grant, { ...app, ...expired }));
  await machine.send(post("/oauth/token", { ...grant, scope: "meeting:delete:meeting" }, app));
  const narrow = await tokenOf(machine, app, { scope: meetings });
  await callUsersMe(machine, narrow);
  await check(narrow, users);
  await deactivateApp(pool(), app);
  await callUsersMe(machine, narrow);
  await machine.send(post("/oauth/introspect", { token: narrow }, app));
  const foreignScope = expect.stringContaining("does not have meeting:delete:meeting");
  expect((await refused()).map(({ path, reason }) => [path, reason])).toEqual([
    ["/oauth/token", "wrong secret"],
    ["/oauth/token", "wrong secret"],
    ["/oauth/token", foreignScope],
    ["/v2/users/me", expect.stringContaining(users)],
    ["/oauth/check", "The access token lacks a required scope."],
    ["/v2/users/me", "disabled"],
    ["/oauth/introspect", "Activate the app on its Activation step."],
  ]);
  expect(new Set((await refused()).map(({ address }) => address))).toEqual(new Set(["127.0.0.1"]));
  expect(await counted()).toMatchObject({ refusals: 7, calls: 0, introspections: 0 });
});

it("records a removed app's refusals as such, and none for an unknown client", async () => {
  await removeApp(pool(), app);
  await machine.send(post("/oauth/token", grant, app));
  const before = await pool().query(`SELECT 1 FROM "AppRefusal"`);
  await machine.send(post("/oauth/token", grant, { clientId: "0".repeat(22), clientSecret: app.clientSecret }));
  await machine.send({ method: "GET", path: "/v2/users/me", headers: { authorization: "Bearer nothing" } });
  expect((await refused()).map(({ reason }) => reason)).toEqual(["removed app"]);
  const after = await pool().query(`SELECT 1 FROM "AppRefusal"`);
  expect(after.rowCount).toBe((before.rowCount ?? 0) + 1);
});

it("keeps nothing a client sent except its address", async () => {
  const secret = "canary0123456789canary0123456789";
  await machine.send({
    ...post("/oauth/token", grant),
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      authorization: basic({ ...app, clientSecret: secret }),
      "user-agent": "canary",
    },
  });
  const [one] = await refused();
  expect(one).toEqual({ path: "/oauth/token", reason: "wrong secret", address: "127.0.0.1" });
});
