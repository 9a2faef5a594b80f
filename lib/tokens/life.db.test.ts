import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { pool } from "@/lib/database/db";
import {
  callUsersMe,
  introspectionOf,
  type MachineServer,
  post,
  startMachine,
  tokenOf,
} from "@/tests/support/machine-server";
import {
  activateApp,
  deactivateApp,
  giveScope,
  makeAccount,
  makeApp,
  makePerson,
  makeSecret,
  makeWorld,
  removeApp,
  type TestApp,
  takeScope,
} from "@/tests/support/world";

let w: Awaited<ReturnType<typeof makeWorld>>;
let machine: MachineServer;
let app: TestApp;
let token: string;

beforeAll(async () => {
  w = await makeWorld(pool());
  machine = await startMachine();
});

afterAll(() => machine.stop());

beforeEach(async () => {
  app = await makeApp(pool(), { owner: w.admin, scopes: ["user:read:user:admin", "meeting:read:meeting:admin"] });
  token = await tokenOf(machine, app);
});

const truth = () => introspectionOf(machine, token, w.account.introspectionKey);

async function expectDead(message = "Invalid access token.") {
  expect(await truth()).toEqual({ active: false });
  const answer = await callUsersMe(machine, token);
  expect({ status: answer.status, json: answer.json }).toEqual({ status: 401, json: { code: 124, message } });
  expect(answer.headers["www-authenticate"]).toBe('Bearer error="invalid_token"');
}

const setOwner = (userId: string, status: string) =>
  pool().query(`UPDATE "User" SET "status" = $2::"UserStatus" WHERE "id" = $1`, [userId, status]);

const revoke = (one: string, by: TestApp) => machine.send(post("/oauth/revoke", { token: one }, by));

describe("a token", () => {
  it("is active, with every RFC 7662 field", async () => {
    const seen = await truth();
    expect(seen).toEqual({
      active: true,
      scope: "meeting:read:meeting:admin user:read:user:admin",
      client_id: app.clientId,
      sub: app.clientId,
      account_id: app.accountId,
      iss: "http://localhost:3000",
      aud: "http://localhost:3000",
      iat: expect.any(Number),
      exp: expect.any(Number),
      jti: expect.any(String),
      token_type: "bearer",
    });
    expect(Number(seen.exp) - Number(seen.iat)).toBe(3600);
    expect((await callUsersMe(machine, token)).status).toBe(200);
  });

  it("is invalid after a deactivation and stays so after reactivation, when a new one works", async () => {
    await deactivateApp(pool(), app);
    await expectDead();
    await activateApp(pool(), app);
    await expectDead();
    token = await tokenOf(machine, app);
    expect(await truth()).toMatchObject({ active: true });
  });

  it("is invalid once its app is removed", async () => {
    await removeApp(pool(), app);
    await expectDead();
  });

  it("is invalid while its app's owner is deactivated", async () => {
    const owner = await makePerson(pool(), w.account, "admin");
    app = await makeApp(pool(), { owner, scopes: ["user:read:user:admin"] });
    token = await tokenOf(machine, app);
    await setOwner(owner.userId, "deactivated");
    await expectDead();
    await setOwner(owner.userId, "active");
    expect(await truth()).toMatchObject({ active: true });
  });

  it("is invalid once the credential it was issued with is gone; others stay valid", async () => {
    const second = await makeSecret(pool(), app);
    const other = await tokenOf(machine, { clientId: app.clientId, clientSecret: second.clientSecret });
    await pool().query(`UPDATE "AppSecret" SET "expiresAt" = now() WHERE "id" = $1`, [app.secretId]);
    await expectDead();
    token = other;
    expect(await truth()).toMatchObject({ active: true });
    await pool().query(`DELETE FROM "AppSecret" WHERE "id" = $1`, [second.secretId]);
    await expectDead();
  });

  it("loses a scope as soon as its app does, and is invalid without any", async () => {
    await takeScope(pool(), app, "user:read:user:admin");
    expect(await truth()).toMatchObject({ active: true, scope: "meeting:read:meeting:admin" });
    expect((await callUsersMe(machine, token)).status).toBe(403);
    await takeScope(pool(), app, "meeting:read:meeting:admin");
    await expectDead();
  });

  it("gains no scope when its app does", async () => {
    await giveScope(pool(), app, "user:write:user:admin");
    expect(await truth()).toMatchObject({ scope: "meeting:read:meeting:admin user:read:user:admin" });
  });

  it("carries no retired scope", async () => {
    await pool().query(`UPDATE "Scope" SET "retiredAt" = now() WHERE "id" = 'meeting:read:meeting:admin'`);
    expect(await truth()).toMatchObject({ scope: "user:read:user:admin" });
    token = await tokenOf(machine, app);
    await pool().query(`UPDATE "Scope" SET "retiredAt" = NULL WHERE "id" = 'meeting:read:meeting:admin'`);
    expect(await truth()).toMatchObject({ scope: "user:read:user:admin" });
  });

  it("issued with fewer scopes keeps only those", async () => {
    token = await tokenOf(machine, app, { scope: "meeting:read:meeting:admin" });
    expect(await truth()).toMatchObject({ scope: "meeting:read:meeting:admin" });
  });
});

describe("revocation", () => {
  it("ends the token and no other of the same app", async () => {
    const other = await tokenOf(machine, app);
    expect(await revoke(token, app)).toMatchObject({ status: 200, json: { status: "success" } });
    await expectDead();
    expect(await revoke(token, app)).toMatchObject({ status: 200, json: { status: "success" } });
    token = other;
    expect(await truth()).toMatchObject({ active: true });
  });

  it("by another app gets the same answer and leaves the token active", async () => {
    expect(await revoke(token, w.app)).toMatchObject({ status: 200, json: { status: "success" } });
    expect(await truth()).toMatchObject({ active: true });
  });

  it("works while the owner is deactivated, and holds after reactivation", async () => {
    const owner = await makePerson(pool(), w.account, "admin");
    app = await makeApp(pool(), { owner, scopes: ["user:read:user:admin"] });
    token = await tokenOf(machine, app);
    await setOwner(owner.userId, "deactivated");
    expect((await revoke(token, app)).status).toBe(200);
    await setOwner(owner.userId, "active");
    await expectDead();
  });
});

describe("introspection", () => {
  it("is allowed for another app of the account", async () => {
    expect(await introspectionOf(machine, token, w.app)).toMatchObject({ active: true, client_id: app.clientId });
  });

  it("reveals nothing to another account, neither its apps nor its key", async () => {
    const account = await makeAccount(pool());
    const owner = await makePerson(pool(), account, "admin");
    const foreign = await makeApp(pool(), { owner, scopes: ["user:read:user:admin"] });
    expect(await introspectionOf(machine, token, foreign)).toEqual({ active: false });
    expect(await introspectionOf(machine, token, account.introspectionKey)).toEqual({ active: false });
  });

  it("that starts after a deactivation returned never says active, whatever else is in flight", async () => {
    for (let round = 0; round < 15; round++) {
      const inFlight = Promise.all(Array.from({ length: 10 }, truth));
      await deactivateApp(pool(), app);
      const after = await Promise.all(Array.from({ length: 20 }, truth));
      expect(after.filter((one) => one.active)).toEqual([]);
      await inFlight;
      await activateApp(pool(), app);
      token = await tokenOf(machine, app);
    }
  });
});
