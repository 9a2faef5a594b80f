import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pool } from "@/lib/database/db";
import { introspectionOf, type MachineServer, post, startMachine, tokenOf } from "@/tests/support/machine-server";
import { giveManyScopes } from "@/tests/support/many-scopes";
import { makeApp, makeWorld, type TestApp } from "@/tests/support/world";

// An app may have as many scopes as the catalog has. Its token still has to fit into a header.

const count = 2_635;
const own = "user:read:user:admin";

let names: string[];
let machine: MachineServer;
let w: Awaited<ReturnType<typeof makeWorld>>;
let app: TestApp;

beforeAll(async () => {
  machine = await startMachine();
  w = await makeWorld(pool());
  app = await makeApp(pool(), { owner: w.admin });
  names = await giveManyScopes(pool(), app, count - 1);
});

afterAll(() => machine.stop());

const claimsIn = (token: string) => JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
const authorization = (token: string) => ({ authorization: `Bearer ${token}` });
const check = (token: string, query: string) =>
  machine.send({ method: "GET", path: `/oauth/check${query}`, headers: authorization(token) });

describe(`an app with ${count} scopes`, () => {
  it("gets a token of at most 6 KB, with all of them in the response and at introspection", async () => {
    const { json } = await machine.send(post("/oauth/token", { grant_type: "client_credentials" }, app));
    expect(json.scope).toBe(names.join(" "));
    const token = String(json.access_token);
    expect(token.length).toBeLessThanOrEqual(6_144);
    expect(claimsIn(token)).not.toHaveProperty("scope");
    expect(await introspectionOf(machine, token, app)).toMatchObject({ active: true, scope: names.join(" ") });
  });

  it("uses it at the API and at the check, which names the scopes asked for", async () => {
    const token = await tokenOf(machine, app);
    const me = await machine.send({ method: "GET", path: "/v2/users/me", headers: authorization(token) });
    expect(me.status).toBe(200);
    const asked = await check(token, `?scope=${own}+${names[7]}`);
    expect(asked).toMatchObject({ status: 200, headers: { "x-scope": `${own} ${names[7]}` } });
    expect(await check(token, "?scope=nothing")).toMatchObject({ status: 403 });
    expect(await check(token, "")).toMatchObject({ status: 200, headers: { "x-scope": "" } });
  });

  it("revokes it", async () => {
    const token = await tokenOf(machine, app);
    expect((await machine.send(post("/oauth/revoke", { token }, app))).status).toBe(200);
    expect(await introspectionOf(machine, token, app)).toEqual({ active: false });
  });

  it("gets a token with exactly those it asks for, however many", async () => {
    for (const asked of [names.slice(1), names.slice(0, 60), names.filter((_, i) => i % 2 === 0)]) {
      // The scopes asked for have to fit into a request of 16 KiB.
      const scope = asked.slice(0, 250).join(" ");
      const token = await tokenOf(machine, app, { scope });
      expect(token.length).toBeLessThanOrEqual(6_144);
      expect(await introspectionOf(machine, token, app)).toMatchObject({ active: true, scope });
    }
  });

  it("loses a token with a long choice of scopes when its scopes change, and gets another", async () => {
    const scope = names
      .filter((name) => name !== own)
      .slice(0, 250)
      .join(" ");
    const token = await tokenOf(machine, app, { scope });
    const all = await tokenOf(machine, app);
    await pool().query(`DELETE FROM "AppScope" WHERE "appId" = $1 AND "scopeId" = $2`, [app.appId, own]);
    expect(await introspectionOf(machine, token, app)).toEqual({ active: false });
    expect(await introspectionOf(machine, all, app)).toMatchObject({
      scope: names.filter((name) => name !== own).join(" "),
    });
    expect(await introspectionOf(machine, await tokenOf(machine, app, { scope }), app)).toMatchObject({ scope });
  });
});
