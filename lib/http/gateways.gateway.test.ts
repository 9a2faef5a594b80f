import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { pool } from "@/lib/db";
import { type MachineServer, startMachine, tokenOf } from "@/lib/testing/machine-server";
import { startNginx } from "@/lib/testing/nginx";
import { type SentRequest, send } from "@/lib/testing/send";
import { activateApp, deactivateApp, makeWorld } from "@/lib/testing/world";

// npm run test:gateways: the example of docs/gateways.md, from request to answer.

let w: Awaited<ReturnType<typeof makeWorld>>;
let machine: MachineServer;
let nginx: Awaited<ReturnType<typeof startNginx>>;

/** An API that knows nothing of tokens and keeps what it is asked. */
const asked: { method: string; url: string; headers: IncomingHttpHeaders; body: string }[] = [];
const api = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { method = "", url = "", headers } = request;
  asked.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
  response.end("meetings");
});

const portOf = (address: ReturnType<typeof api.address>) => (address as AddressInfo).port;

beforeAll(async () => {
  w = await makeWorld(pool());
  machine = await startMachine();
  await new Promise<void>((resolve) => api.listen(0, "127.0.0.1", resolve));
  nginx = await startNginx(Number(new URL(machine.url).port), portOf(api.address()));
});

afterAll(async () => {
  await nginx?.stop();
  await new Promise((resolve) => api.close(resolve));
});

const call = (token?: string, more: Partial<SentRequest> = {}) =>
  send(nginx.port, {
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

it("lets a call with the scope through and tells the API who calls, whatever the caller claims", async () => {
  const claims = { "x-client-id": "somebody", "x-account-id": "else", "x-scope": "everything" };
  const answer = await call(await tokenOf(machine, w.app), { headers: claims });
  expect(answer).toMatchObject({ status: 200, text: "meetings" });
  const seen = asked.at(-1);
  expect(seen).toMatchObject({ method: "GET", url: "/meetings/7?x=1&scope=nothing" });
  expect(seen?.headers).toMatchObject({
    "x-client-id": w.app.clientId,
    "x-account-id": w.app.accountId,
    "x-scope": "meeting:read:meeting:admin user:read:user:admin",
  });
  expect(seen?.headers).not.toHaveProperty("authorization");
});

it("passes a body on", async () => {
  const answer = await call(await tokenOf(machine, w.app), { method: "POST", body: "a".repeat(20_000) });
  expect(answer.status).toBe(200);
  expect(asked.at(-1)).toMatchObject({ method: "POST", body: "a".repeat(20_000) });
});

it("refuses who brings no token, or one that is not valid, with the challenge", async () => {
  expect(await refused()).toEqual({ status: 401, challenge: 'Bearer realm="Patchbay"' });
  const invalid = { status: 401, challenge: 'Bearer realm="Patchbay", error="invalid_token"' };
  expect(await refused("nonsense")).toEqual(invalid);
  expect(await refused("nonsense", { method: "POST", body: "x" })).toEqual(invalid);
});

it("refuses who lacks the scope, and says which it takes", async () => {
  const token = await tokenOf(machine, w.app, { scope: "user:read:user:admin" });
  expect(await refused(token)).toEqual({
    status: 403,
    challenge: 'Bearer realm="Patchbay", error="insufficient_scope", scope="meeting:read:meeting:admin"',
  });
});

it("does not show the check itself", async () => {
  expect(await refused(undefined, { path: "/_check" })).toMatchObject({ status: 404 });
});

it("refuses a token from the moment its app is deactivated", async () => {
  const token = await tokenOf(machine, w.app);
  expect((await call(token)).status).toBe(200);
  await deactivateApp(pool(), w.app);
  expect(await refused(token)).toMatchObject({ status: 401 });
  await activateApp(pool(), w.app);
});

it("lets nobody through while Patchbay is out of reach", async () => {
  const token = await tokenOf(machine, w.app);
  await machine.stop();
  expect(await refused(token)).toMatchObject({ status: 500 });
});
