import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pool } from "@/lib/database/db";
import { type Gateway, startApache, startCaddy, startHaproxy, startNginx } from "@/tests/support/gateways";
import { type MachineServer, startMachine, tokenOf } from "@/tests/support/machine-server";
import { giveManyScopes } from "@/tests/support/many-scopes";
import { type SentRequest, send } from "@/tests/support/send";
import { activateApp, deactivateApp, makeApp, makeWorld } from "@/tests/support/world";

// npm run test:gateways: runs the examples of docs/gateways.md that can be run, from request to response.

let w: Awaited<ReturnType<typeof makeWorld>>;

/** An API that knows nothing of tokens and records its requests. */
const asked: { method: string; url: string; headers: IncomingHttpHeaders; body: string }[] = [];
const api = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { method = "", url = "", headers } = request;
  asked.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
  response.end("meetings");
});

async function appWithManyScopes() {
  const app = await makeApp(pool(), { owner: w.admin, scopes: ["meeting:read:meeting:admin"] });
  await giveManyScopes(pool(), app, 600);
  return app;
}

const portOf = (address: ReturnType<typeof api.address>) => (address as AddressInfo).port;

beforeAll(async () => {
  w = await makeWorld(pool());
  await new Promise<void>((resolve) => api.listen(0, "127.0.0.1", resolve));
});

afterAll(() => new Promise((resolve) => api.close(resolve)));

/** Patchbay's own challenges, which most gateways pass on. */
const ofPatchbay = {
  none: 'Bearer realm="Patchbay"',
  invalid: 'Bearer realm="Patchbay", error="invalid_token"',
  narrow: 'Bearer realm="Patchbay", error="insufficient_scope", scope="meeting:read:meeting:admin"',
};
const ofApache = {
  none: expect.stringMatching(/^Bearer realm="Patchbay"/),
  invalid: expect.stringMatching(/^Bearer realm="Patchbay", error="invalid_token"/),
  narrow: undefined,
};

describe.each([
  { name: "nginx", start: startNginx, withoutPatchbay: 500, challenges: ofPatchbay },
  { name: "Caddy", start: startCaddy, withoutPatchbay: 502, challenges: ofPatchbay },
  { name: "HAProxy", start: startHaproxy, withoutPatchbay: 503, challenges: ofPatchbay },
  { name: "Apache", start: startApache, withoutPatchbay: 401, challenges: ofApache },
])("$name", ({ start, withoutPatchbay, challenges }) => {
  let machine: MachineServer;
  let gateway: Gateway;

  beforeAll(async () => {
    machine = await startMachine();
    gateway = await start({ patchbay: Number(new URL(machine.url).port), api: portOf(api.address()), ...w.account });
  });

  afterAll(() => gateway?.stop());

  const call = (token?: string, more: Partial<SentRequest> = {}) =>
    send(gateway.port, {
      method: "GET",
      path: "/meetings/7?x=1&scope=nothing",
      ...more,
      headers: { ...(token !== undefined && { authorization: `Bearer ${token}` }), ...more.headers },
    });

  /** Calls that must not reach the API. */
  async function refused(...[token, more]: Parameters<typeof call>) {
    const before = asked.length;
    const { status, headers } = await call(token, more);
    expect(asked).toHaveLength(before);
    return { status, challenge: headers["www-authenticate"] };
  }

  it("lets a call with the scope through and names the caller to the API, whatever the caller claims", async () => {
    const claims = { "x-client-id": "somebody", "x-account-id": "else", "x-scope": "everything" };
    const lookalikes = { x_client_id: "somebody", X_Account_Id: "else", x_scope: "everything" };
    const answer = await call(await tokenOf(machine, w.app), { headers: { ...claims, ...lookalikes } });
    expect(answer).toMatchObject({ status: 200, text: "meetings" });
    const seen = asked.at(-1);
    expect(seen).toMatchObject({ method: "GET", url: "/meetings/7?x=1&scope=nothing" });
    expect(seen?.headers).toMatchObject({
      "x-client-id": w.app.clientId,
      "x-account-id": w.app.accountId,
      "x-scope": "meeting:read:meeting:admin",
    });
    expect(Object.keys(seen?.headers ?? {}).filter((name) => name.includes("_"))).toEqual([]);
    expect(seen?.headers).not.toHaveProperty("authorization");
  });

  it("lets an app with 600 scopes through", async () => {
    const token = await tokenOf(machine, await appWithManyScopes());
    expect(await call(token)).toMatchObject({ status: 200, text: "meetings" });
    expect(asked.at(-1)?.headers).toMatchObject({ "x-scope": "meeting:read:meeting:admin" });
  });

  it.each([
    ["with its length", false],
    ["in chunks", true],
  ])("passes a body on, %s", async (_how, chunked) => {
    const body = "a".repeat(20_000);
    const answer = await call(await tokenOf(machine, w.app), { method: "POST", body, chunked });
    expect(answer.status).toBe(200);
    expect(asked.at(-1)).toMatchObject({ method: "POST", body });
  });

  it("refuses a call with no token or an invalid one, with the challenge", async () => {
    expect(await refused()).toEqual({ status: 401, challenge: challenges.none });
    const invalid = { status: 401, challenge: challenges.invalid };
    expect(await refused("nonsense")).toEqual(invalid);
    expect(await refused("nonsense", { method: "POST", body: "x" })).toEqual(invalid);
  });

  it("accepts a token from a single Authorization header only: not from a body, a query string or two headers", async () => {
    const token = await tokenOf(machine, w.app);
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const form = { method: "POST", headers, body: `access_token=${token}` };
    expect(await refused(undefined, form)).toMatchObject({ status: 401 });
    expect(await refused(undefined, { path: `/meetings/7?access_token=${token}` })).toMatchObject({ status: 401 });
    const two = [`Bearer ${token}`, "Bearer nonsense"];
    for (const authorization of [two, two.toReversed()]) {
      expect([400, 401]).toContain((await refused(undefined, { headers: { authorization } })).status);
    }
  });

  it("does not let a caller choose the required scope", async () => {
    const token = await tokenOf(machine, w.app, { scope: "user:read:user:admin" });
    const headers = {
      "x-forwarded-uri": "/oauth/check",
      "x-forwarded-method": "GET",
      "x-original-url": "/oauth/check",
    };
    expect(await refused(token, { headers })).toMatchObject({ status: 403 });
  });

  it("refuses a call without the scope, and names the scope", async () => {
    const token = await tokenOf(machine, w.app, { scope: "user:read:user:admin" });
    expect(await refused(token)).toEqual({
      status: 403,
      challenge: challenges.narrow,
    });
  });

  it.each(["/_check", "/oauth/check"])("does not expose the check itself: %s", async (path) => {
    expect(await refused(undefined, { path })).toMatchObject({ status: 404 });
  });

  it("refuses a token as soon as its app is deactivated", async () => {
    const token = await tokenOf(machine, w.app);
    expect((await call(token)).status).toBe(200);
    await deactivateApp(pool(), w.app);
    expect(await refused(token)).toMatchObject({ status: 401 });
    await activateApp(pool(), w.app);
  });

  it("lets no call through while Patchbay is unreachable", async () => {
    const token = await tokenOf(machine, w.app);
    await machine.stop();
    expect(await refused(token)).toMatchObject({ status: withoutPatchbay });
  });
});
