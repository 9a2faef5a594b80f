import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db, pool } from "@/lib/database/db";
import { Refusal } from "@/lib/refusal";
import { issueTokenForApp } from "@/lib/tokens/commands";
import { verifyToken } from "@/lib/tokens/sign";
import { flushUsage, noteUse } from "@/lib/tokens/usage";
import { deactivateApp, makeApp, makeSecret, makeWorld, type TestApp } from "@/tests/support/world";

let w: Awaited<ReturnType<typeof makeWorld>>;
let app: TestApp;

beforeAll(async () => {
  w = await makeWorld(pool());
});

beforeEach(async () => {
  app = await makeApp(pool(), { owner: w.admin, scopes: ["user:read:user:admin"] });
});

const seconds = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 1000);
const inSeconds = (n: number) => seconds(n).getTime() / 1000;

async function lastUse() {
  const text = `SELECT a."lastTokenAt", s."lastUsedAt" FROM "App" a JOIN "AppSecret" s ON s."appId" = a."id" WHERE s."id" = $1`;
  const { rows } = await pool().query<{ lastTokenAt: Date | null; lastUsedAt: Date | null }>(text, [app.secretId]);
  return [rows[0]?.lastTokenAt, rows[0]?.lastUsedAt];
}

describe("the last use", () => {
  it("is written by the flush, to the app and to the secret, at most once a minute", async () => {
    noteUse({ appId: app.appId, credentialId: app.secretId, at: inSeconds(0) });
    expect(await lastUse()).toEqual([null, null]);
    await flushUsage();
    expect(await lastUse()).toEqual([seconds(0), seconds(0)]);
    noteUse({ appId: app.appId, credentialId: app.secretId, at: inSeconds(59) });
    await flushUsage();
    expect(await lastUse()).toEqual([seconds(0), seconds(0)]);
    noteUse({ appId: app.appId, credentialId: app.secretId, at: inSeconds(60) });
    await flushUsage();
    expect(await lastUse()).toEqual([seconds(60), seconds(60)]);
  });

  it("does not wait for an app that is being changed, and is written afterwards", async () => {
    const other = await pool().connect();
    await other.query("BEGIN");
    await other.query(`SELECT 1 FROM "App" WHERE "id" = $1 FOR UPDATE`, [app.appId]);
    noteUse({ appId: app.appId, credentialId: app.secretId, at: inSeconds(0) });
    await flushUsage();
    expect(await lastUse()).toEqual([null, seconds(0)]);
    await other.query("COMMIT");
    other.release();
    await flushUsage();
    expect(await lastUse()).toEqual([seconds(0), seconds(0)]);
  });

  it("does not wait for a secret or a key that is being changed, and is written afterwards", async () => {
    const jwksUrl = "https://example.com/keys";
    const key = await db().appKey.create({ data: { id: `${app.appId}-key`, appId: app.appId, name: "", jwksUrl } });
    const lastUses = async () => {
      const where = { appId: app.appId };
      const [secrets, keys] = [await db().appSecret.findMany({ where }), await db().appKey.findMany({ where })];
      return [...secrets, ...keys].map(({ lastUsedAt }) => lastUsedAt);
    };
    const other = await pool().connect();
    await other.query("BEGIN");
    for (const table of ["AppSecret", "AppKey"])
      await other.query(`SELECT FROM "${table}" WHERE "appId" = $1 FOR UPDATE`, [app.appId]);
    noteUse({ appId: app.appId, credentialId: app.secretId, at: inSeconds(0) });
    noteUse({ appId: app.appId, credentialId: key.id, at: inSeconds(0) });
    await flushUsage();
    expect(await lastUses()).toEqual([null, null]);
    await other.query("COMMIT");
    other.release();
    await flushUsage();
    expect(await lastUses()).toEqual([seconds(0), seconds(0)]);
  });

  it("of an app that no longer exists is dropped", async () => {
    noteUse({ appId: "gone", credentialId: "gone", at: inSeconds(0) });
    await expect(flushUsage()).resolves.toBeUndefined();
  });
});

describe("a test token", () => {
  it("has all scopes of the app and is issued with its newest usable secret", async () => {
    const newest = await makeSecret(pool(), app);
    await makeSecret(pool(), app, new Date(Date.now() - 1000));
    const { accessToken, expiresIn, scope } = await issueTokenForApp(app.appId);
    expect({ expiresIn, scope }).toEqual({ expiresIn: 3600, scope: "user:read:user:admin" });
    expect(await verifyToken(accessToken)).toMatchObject({ client_id: app.clientId, cred: newest.secretId });
  });

  const refusalOf = (appId: string) => issueTokenForApp(appId).catch((error: Refusal) => error);

  it("is refused with what to do: not activated, no secret, no scope, no app", async () => {
    await deactivateApp(pool(), app);
    expect(await refusalOf(app.appId)).toMatchObject({
      code: "incomplete",
      message: "Activate the app on its Activation step.",
    });
    const secretless = await makeApp(pool(), { owner: w.admin, scopes: ["user:read:user:admin"] });
    await pool().query(`DELETE FROM "AppSecret" WHERE "appId" = $1`, [secretless.appId]);
    expect(await refusalOf(secretless.appId)).toMatchObject({ code: "incomplete" });
    const scopeless = await makeApp(pool(), { owner: w.admin });
    expect(await refusalOf(scopeless.appId)).toMatchObject({ code: "incomplete" });
    expect(await refusalOf("nothing")).toMatchObject({ code: "not-found" });
    expect(await refusalOf("nothing")).toBeInstanceOf(Refusal);
  });
});
