import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { countConditions, findConditions } from "@/lib/condition/condition";
import { db, pool } from "@/lib/database/db";
import { lookUp } from "@/lib/tokens/lookup";
import { usableKeys, usableSecrets, whyNoToken } from "@/lib/tokens/rules";
import { newAccount } from "@/tests/support/actors";
import { makeApp, makeSecret, type TestApp } from "@/tests/support/world";

type Account = Awaited<ReturnType<typeof newAccount>>;

let account: Account;
let viewer: Actor;
let owner: Actor;
let app: TestApp;

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

async function newApp(state: "draft" | "activated" | "deactivated" = "activated"): Promise<TestApp> {
  owner = await account.as("admin");
  const person = { ...owner, roleId: account.roleId("admin"), email: "" };
  return makeApp(pool(), { owner: person, state, scopes: ["user:read:user:admin"] });
}

beforeAll(async () => {
  account = await newAccount();
  viewer = await account.as("owner");
});

beforeEach(async () => {
  app = await newApp();
});

/** The codes of its faults and concerns. */
async function signs({ appId } = app) {
  const condition = (await findConditions(viewer, [appId])).get(appId);
  return { faults: condition?.faults.map(({ code }) => code), concerns: condition?.concerns.map(({ code }) => code) };
}

const run = (sql: string, values: unknown[] = [app.appId]) => pool().query(sql, values);

/** Another subscription; `health`: since when its breaker is open. */
async function subscribe(name: string, given: { enabled?: boolean; because?: string; openSince?: Date } = {}) {
  const { enabled = true, because = null, openSince } = given;
  await run(`UPDATE "App" SET "eventsEnabled" = true WHERE "id" = $1`);
  const id = `${app.appId}-${name}`;
  await run(
    `INSERT INTO "Subscription" ("id", "appId", "name", "url", "enabled", "disabledBecause")
     VALUES ($1, $2, $3, 'https://example.com', $4, $5::"DisabledBecause")`,
    [id, app.appId, name, enabled, because],
  );
  if (openSince)
    await run(`INSERT INTO "EndpointHealth" VALUES ($1, 9, $2, now() + interval '1 minute')`, [id, openSince]);
}

describe("an activated app", () => {
  it("works", async () => {
    expect(await signs()).toEqual({ faults: [], concerns: [] });
  });

  it("doesn't work while its owner is deactivated, and names them", async () => {
    await run(`UPDATE "User" SET "status" = 'deactivated' WHERE "id" = $1`, [owner.userId]);
    const found = (await findConditions(viewer, [app.appId])).get(app.appId);
    expect(found?.faults).toEqual([{ code: "owner-deactivated", since: null, detail: owner.name, count: null }]);
  });

  it("doesn't work once its last credential has expired, or its secrets are switched off without a key", async () => {
    const expired = inDays(-1);
    await run(`UPDATE "AppSecret" SET "expiresAt" = $2 WHERE "appId" = $1`, [app.appId, expired]);
    const found = (await findConditions(viewer, [app.appId])).get(app.appId);
    expect(found?.faults).toEqual([{ code: "no-credential", since: expired, detail: null, count: null }]);
    await makeSecret(pool(), app);
    expect((await signs()).faults).toEqual([]);
    await run(`UPDATE "App" SET "secretsAllowed" = false WHERE "id" = $1`);
    expect((await signs()).faults).toEqual(["no-credential"]);
    await run(`INSERT INTO "AppKey" ("id", "appId", "name", "jwksUrl") VALUES ($1, $1, 'key', 'https://example.com')`);
    expect((await signs()).faults).toEqual([]);
  });

  it("doesn't work fully after scopes were removed, until that is dismissed or undone", async () => {
    await db().scopeLoss.create({
      data: { appId: app.appId, actId: "act", at: inDays(-2), cause: "x", chosen: ["a", "b"], required: ["c"] },
    });
    const found = (await findConditions(viewer, [app.appId])).get(app.appId);
    expect(found?.faults).toMatchObject([{ code: "scopes-removed", count: 3 }]);
    await db().scopeLoss.deleteMany({ where: { appId: app.appId } });
    expect((await signs()).faults).toEqual([]);
  });

  it("doesn't work while all its endpoints fail; if one still works, that is only a concern", async () => {
    const openSince = inDays(-3);
    await subscribe("orders", { openSince });
    await subscribe("switched off", { enabled: false, because: "person" });
    await subscribe("draft", { enabled: false });
    const found = (await findConditions(viewer, [app.appId])).get(app.appId);
    expect(found?.faults).toEqual([{ code: "endpoints-failing", since: openSince, detail: "orders", count: 1 }]);
    await subscribe("gone", { enabled: false, because: "gone" });
    expect(await signs()).toEqual({ faults: ["endpoints-failing"], concerns: [] });
    await subscribe("fine");
    expect(await signs()).toEqual({ faults: [], concerns: ["endpoint-failing"] });
    await run(`UPDATE "App" SET "eventsEnabled" = false WHERE "id" = $1`);
    expect(await signs()).toEqual({ faults: [], concerns: [] });
  });

  it("keeps working while a secret expires soon, or a transfer is pending, and says so", async () => {
    await makeSecret(pool(), app, inDays(3.5));
    await makeSecret(pool(), app, inDays(20));
    await makeSecret(pool(), app, inDays(-1));
    await run(
      `INSERT INTO "OwnershipTransfer" ("id", "accountId", "appId", "toId", "startedById", "startedBy", "state", "expiresAt")
       VALUES ($1, $2, $1, $3, $4, 'x', 'pending', now() + interval '30 days')`,
      [app.appId, account.accountId, viewer.userId, owner.userId],
    );
    const found = (await findConditions(viewer, [app.appId])).get(app.appId);
    expect(found?.faults).toEqual([]);
    expect(found?.concerns).toMatchObject([
      { code: "secret-expires", count: 1 },
      { code: "transfer-pending", detail: viewer.name },
    ]);
  });

  it("lists all its faults, the one that matters most first", async () => {
    await run(`UPDATE "User" SET "status" = 'deactivated' WHERE "id" = $1`, [owner.userId]);
    await run(`DELETE FROM "AppSecret" WHERE "appId" = $1`);
    await run(`DELETE FROM "AppScope" WHERE "appId" = $1`);
    expect((await signs()).faults).toEqual(["owner-deactivated", "no-credential", "no-scopes"]);
  });
});

it("a draft and a deactivated app have one fault, whatever else they lack", async () => {
  for (const state of ["draft", "deactivated"] as const) {
    const other = await newApp(state);
    await run(`DELETE FROM "AppSecret" WHERE "appId" = $1`, [other.appId]);
    expect(await signs(other)).toEqual({ faults: ["not-activated"], concerns: [] });
  }
});

it("apps of other accounts and removed apps have no condition", async () => {
  const stranger = await (await newAccount()).as("owner");
  expect(await findConditions(stranger, [app.appId])).toEqual(new Map());
  await run(`UPDATE "App" SET "state" = 'deactivated', "removedAt" = now() WHERE "id" = $1`);
  expect(await findConditions(viewer, [app.appId])).toEqual(new Map());
});

it("an app gets tokens exactly while it has none of the faults that concern tokens", async () => {
  const ways = [
    `UPDATE "App" SET "state" = 'deactivated' WHERE "id" = $1`,
    `UPDATE "User" SET "status" = 'deactivated' WHERE "id" = (SELECT "ownerId" FROM "App" WHERE "id" = $1)`,
    `UPDATE "AppSecret" SET "expiresAt" = now() - interval '1 second' WHERE "appId" = $1`,
    `DELETE FROM "AppScope" WHERE "appId" = $1`,
    `UPDATE "App" SET "secretsAllowed" = false WHERE "id" = $1`,
  ];
  for (let chosen = 0; chosen < 1 << ways.length; chosen++) {
    const one = await newApp();
    for (const [i, sql] of ways.entries()) if (chosen & (1 << i)) await run(sql, [one.appId]);
    const { app: facts } = await lookUp(one);
    if (!facts) throw new Error("The app is gone");
    const parameters = new Map([["grant_type", "client_credentials"]]);
    const hasCredential = usableSecrets(facts).length + usableKeys(facts).length > 0;
    const gets = hasCredential && whyNoToken({ parameters, app: facts }) === null;
    expect([chosen, (await signs(one)).faults?.length === 0]).toEqual([chosen, gets]);
  }
});

it("all apps are counted by their first fault", async () => {
  const before = new Map((await countConditions(5_000)).map(({ condition, count }) => [condition, count]));
  await newApp();
  await newApp("draft");
  const other = await newApp();
  await run(`DELETE FROM "AppSecret" WHERE "appId" = $1`, [other.appId]);
  await run(`DELETE FROM "AppScope" WHERE "appId" = $1`, [other.appId]);
  const grown = (await countConditions(5_000)).map(({ condition, count }) => [
    condition,
    count - (before.get(condition) ?? 0),
  ]);
  expect(Object.fromEntries(grown)).toEqual({
    working: 1,
    "not-activated": 1,
    "owner-deactivated": 0,
    "no-credential": 1,
    "no-scopes": 0,
    "scopes-removed": 0,
    "endpoints-failing": 0,
  });
});
