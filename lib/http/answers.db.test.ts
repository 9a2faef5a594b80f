import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from "jose";
import { afterAll, beforeAll, expect, it } from "vitest";
import { pool } from "@/lib/database/db";
import { refuseWhileStarting } from "@/lib/http/listener";
import { callUsersMe, type MachineServer, post, startMachine, tokenOf } from "@/tests/support/machine-server";
import { send } from "@/tests/support/send";
import { makeApp, makeSecret, makeWorld, removeApp } from "@/tests/support/world";

const grant = { grant_type: "client_credentials" };

let w: Awaited<ReturnType<typeof makeWorld>>;
let machine: MachineServer;

beforeAll(async () => {
  w = await makeWorld(pool());
  machine = await startMachine();
});

afterAll(() => machine.stop());

it("the token response is exactly as documented", async () => {
  const { json } = await machine.send(post("/oauth/token", grant, w.app));
  expect(json).toEqual({
    access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    token_type: "bearer",
    expires_in: 3600,
    scope: "meeting:read:meeting:admin user:read:user:admin",
    api_url: "http://localhost:3000",
  });
});

it("an unknown client, a wrong or expired secret and a removed app get identical responses", async () => {
  const removed = await makeApp(pool(), { owner: w.admin });
  await removeApp(pool(), removed);
  const refused = [
    { clientId: "0".repeat(22), clientSecret: w.app.clientSecret },
    { clientId: w.app.clientId, clientSecret: "x".repeat(32) },
    { clientId: w.app.clientId, ...(await makeSecret(pool(), w.app, new Date(Date.now() - 1000))) },
    removed,
  ];
  const answers = await Promise.all(refused.map((one) => machine.send(post("/oauth/token", grant, one))));
  const seen = answers.map(({ status, headers, text }) =>
    JSON.stringify({ status, text, headers: { ...headers, date: "", "x-request-id": "", "x-zm-trackingid": "" } }),
  );
  expect(answers[0]?.status).toBe(401);
  expect(new Set(seen).size).toBe(1);
});

it("the API does not accept a token in the query string or the body", async () => {
  const token = await tokenOf(machine, w.app);
  const inAddress = await machine.send({ method: "GET", path: `/v2/users/me?access_token=${token}` });
  const inBody = await machine.send({ ...post("/v2/users/me", { access_token: token }), method: "GET" });
  expect([inAddress.status, inBody.status]).toEqual([401, 401]);
});

it("a token without the scope gets the names of the scopes that would suffice", async () => {
  const token = await tokenOf(machine, w.app, { scope: "meeting:read:meeting:admin" });
  const { status, json, headers } = await callUsersMe(machine, token);
  expect({ status, json }).toEqual({
    status: 403,
    json: {
      code: 4711,
      message: "Invalid access token, does not contain scopes:[user:read:user, user:read:user:admin].",
    },
  });
  expect(headers["www-authenticate"]).toBe(
    'Bearer error="insufficient_scope", scope="user:read:user user:read:user:admin"',
  );
});

it("users/me is the owner of the app", async () => {
  const { status, json } = await callUsersMe(machine, await tokenOf(machine, w.app));
  expect({ status, json }).toEqual({
    status: 200,
    json: {
      id: w.admin.userId,
      first_name: "Ada",
      last_name: "Lovelace",
      display_name: "Ada Lovelace",
      email: w.admin.email,
      type: 2,
      status: "active",
      role_id: w.admin.roleId,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      account_id: w.admin.accountId,
    },
  });
});

it("metadata names every endpoint under the issuer", async () => {
  const { json } = await machine.send({ method: "GET", path: "/.well-known/oauth-authorization-server" });
  const methods = ["client_secret_basic", "client_secret_post", "private_key_jwt"];
  const algorithms = ["ES256", "ES384", "RS256", "PS256", "EdDSA", "Ed25519"];
  expect(json).toEqual({
    issuer: "http://localhost:3000",
    token_endpoint: "http://localhost:3000/oauth/token",
    introspection_endpoint: "http://localhost:3000/oauth/introspect",
    revocation_endpoint: "http://localhost:3000/oauth/revoke",
    jwks_uri: "http://localhost:3000/oauth/jwks",
    grant_types_supported: ["account_credentials", "client_credentials"],
    response_types_supported: [],
    token_endpoint_auth_methods_supported: methods,
    introspection_endpoint_auth_methods_supported: [...methods, "Bearer"],
    revocation_endpoint_auth_methods_supported: methods,
    token_endpoint_auth_signing_alg_values_supported: algorithms,
    introspection_endpoint_auth_signing_alg_values_supported: algorithms,
    revocation_endpoint_auth_signing_alg_values_supported: algorithms,
  });
});

it("the published keys are public and verify a token", async () => {
  const { json } = await machine.send({ method: "GET", path: "/oauth/jwks" });
  expect(json).toEqual({
    keys: [
      {
        kty: "EC",
        crv: "P-256",
        x: expect.any(String),
        y: expect.any(String),
        kid: expect.any(String),
        alg: "ES256",
        use: "sig",
      },
    ],
  });
  const keys = createLocalJWKSet(json as unknown as JSONWebKeySet);
  const issuer = "http://localhost:3000";
  const { payload } = await jwtVerify(await tokenOf(machine, w.app), keys, { issuer, audience: issuer, typ: "at+jwt" });
  expect(payload.client_id).toBe(w.app.clientId);
});

it("a request that is refused before any route, or while the server starts, gets an error in the format of its path", async () => {
  const unreadable = { path: "/oauth/nothing", headers: { host: "localhost:99999" }, body: "" };
  const { status, json, headers } = await machine.send(unreadable);
  expect([status, json]).toEqual([
    400,
    { error: "invalid_request", error_description: expect.any(String), reason: expect.any(String) },
  ]);
  expect(headers["x-zm-trackingid"]).toBe(headers["x-request-id"]);

  const server = createServer(refuseWhileStarting).listen(0, "127.0.0.1");
  await once(server, "listening");
  const ask = (path: string) => send((server.address() as AddressInfo).port, { method: "GET", path });
  const [oauth, api] = [await ask("/oauth/token"), await ask("/v2/users?page_size=1")];
  server.close();
  expect(oauth).toMatchObject({ status: 503, json: { error: "temporarily_unavailable", reason: expect.any(String) } });
  expect(api).toMatchObject({ status: 503, json: { code: 503, message: expect.any(String) } });
  expect([oauth.headers["retry-after"], api.headers["retry-after"]]).toEqual(["1", "1"]);
});
