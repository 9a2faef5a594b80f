import { createRemoteJWKSet, jwtVerify } from "jose";
import * as oauth from "oauth4webapi";
import * as openid from "openid-client";
import { ClientCredentials } from "simple-oauth2";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { pool } from "@/lib/database/db";
import { callUsersMe, type MachineServer, startMachine } from "@/tests/support/machine-server";
import { useSettings } from "@/tests/support/settings";
import { makeWorld } from "@/tests/support/world";

// Third-party clients, unmodified: they discover everything from the issuer's metadata.

let w: Awaited<ReturnType<typeof makeWorld>>;
let machine: MachineServer;

beforeAll(async () => {
  w = await makeWorld(pool());
  machine = await startMachine();
});

afterAll(() => machine.stop());

beforeEach(() => useSettings({ BASE_URL: machine.url }));

const scope = "meeting:read:meeting:admin";

describe.each([
  ["Basic", openid.ClientSecretBasic],
  ["post", openid.ClientSecretPost],
] as const)("openid-client with %s", (_name, authentication) => {
  const configured = () =>
    openid.discovery(new URL(machine.url), w.app.clientId, undefined, authentication(w.app.clientSecret), {
      algorithm: "oauth2",
      execute: [openid.allowInsecureRequests],
    });

  it("requests a token, introspects it and revokes it", async () => {
    const config = await configured();
    const { access_token, token_type, expires_in, scope: got } = await openid.clientCredentialsGrant(config, { scope });
    expect({ token_type, expires_in, got }).toEqual({ token_type: "bearer", expires_in: 3600, got: scope });
    expect(await openid.tokenIntrospection(config, access_token)).toMatchObject({
      active: true,
      client_id: w.app.clientId,
      scope,
    });
    await openid.tokenRevocation(config, access_token);
    expect(await openid.tokenIntrospection(config, access_token)).toEqual({ active: false });
  });

  it("discovers the endpoints by its default, OpenID Connect's document", async () => {
    const execute = [openid.allowInsecureRequests];
    const by = authentication(w.app.clientSecret);
    const config = await openid.discovery(new URL(machine.url), w.app.clientId, undefined, by, { execute });
    const { access_token } = await openid.clientCredentialsGrant(config);
    expect(await openid.tokenIntrospection(config, access_token)).toMatchObject({ active: true });
  });

  it("reports why no token was issued", async () => {
    const refused = openid.clientCredentialsGrant(await configured(), { scope: "nothing" });
    await expect(refused).rejects.toMatchObject({ error: "invalid_scope", status: 400 });
  });
});

describe.each([
  ["Basic", oauth.ClientSecretBasic],
  ["post", oauth.ClientSecretPost],
] as const)("oauth4webapi with %s", (_name, method) => {
  const insecure = { [oauth.allowInsecureRequests]: true };
  const client = () => ({ client_id: w.app.clientId });
  const authentication = (secret = w.app.clientSecret) => method(secret);

  async function discovered(): Promise<oauth.AuthorizationServer> {
    const issuer = new URL(machine.url);
    const response = await oauth.discoveryRequest(issuer, { algorithm: "oauth2", ...insecure });
    return oauth.processDiscoveryResponse(issuer, response);
  }

  async function newToken(as: oauth.AuthorizationServer, secret?: string) {
    const response = await oauth.clientCredentialsGrantRequest(as, client(), authentication(secret), {}, insecure);
    return oauth.processClientCredentialsResponse(as, client(), response);
  }

  it("requests a token, introspects it and revokes it", async () => {
    const as = await discovered();
    const { access_token: token } = await newToken(as);
    const worth = async () => {
      const response = await oauth.introspectionRequest(as, client(), authentication(), token, insecure);
      return oauth.processIntrospectionResponse(as, client(), response);
    };
    expect(await worth()).toMatchObject({ active: true, account_id: w.account.accountId, token_type: "bearer" });
    const revoked = await oauth.revocationRequest(as, client(), authentication(), token, insecure);
    await oauth.processRevocationResponse(revoked);
    expect(await worth()).toEqual({ active: false });
  });

  it("validates the token locally as an API (RFC 9068)", async () => {
    const as = await discovered();
    const { access_token: token } = await newToken(as);
    const request = new Request(`${machine.url}/v2/users/me`, { headers: { authorization: `Bearer ${token}` } });
    const claims = await oauth.validateJwtAccessToken(as, request, machine.url, insecure);
    expect(claims).toMatchObject({ client_id: w.app.clientId, sub: w.app.clientId, iss: machine.url });
  });

  it("reads the challenge for an unknown client", async () => {
    const as = await discovered();
    await expect(newToken(as, "wrong")).rejects.toMatchObject({
      status: 401,
      cause: [{ scheme: "basic", parameters: { realm: "Patchbay" } }],
    });
  });
});

describe.each(["header", "body"] as const)("simple-oauth2 with credentials in the %s", (authorizationMethod) => {
  it("requests a token that an API accepts", async () => {
    const client = new ClientCredentials({
      client: { id: w.app.clientId, secret: w.app.clientSecret },
      auth: { tokenHost: machine.url, tokenPath: "/oauth/token" },
      options: { authorizationMethod },
    });
    const got = await client.getToken({});
    expect(got.expired()).toBe(false);
    expect((await callUsersMe(machine, String(got.token.access_token))).status).toBe(200);
  });
});

describe("jose with the published keys", () => {
  const keys = () => createRemoteJWKSet(new URL(`${machine.url}/oauth/jwks`));
  const expected = () => ({ issuer: machine.url, audience: machine.url, typ: "at+jwt", algorithms: ["ES256"] });

  async function newToken(): Promise<string> {
    const config = await openid.discovery(new URL(machine.url), w.app.clientId, w.app.clientSecret, undefined, {
      algorithm: "oauth2",
      execute: [openid.allowInsecureRequests],
    });
    return (await openid.clientCredentialsGrant(config)).access_token;
  }

  it("verifies a token: issuer, audience, type, algorithm", async () => {
    const { payload, protectedHeader } = await jwtVerify(await newToken(), keys(), expected());
    expect(payload).toMatchObject({ account_id: w.account.accountId, sub: w.app.clientId });
    expect(protectedHeader).toMatchObject({ typ: "at+jwt", alg: "ES256" });
  });

  it.each([["issuer"], ["audience"], ["typ"]])("rejects it if another %s is expected", async (part) => {
    const other = { ...expected(), [part]: "other" };
    await expect(jwtVerify(await newToken(), keys(), other)).rejects.toMatchObject({
      code: "ERR_JWT_CLAIM_VALIDATION_FAILED",
    });
  });
});
