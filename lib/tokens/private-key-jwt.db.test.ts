import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { exportJWK, type JWTPayload, SignJWT } from "jose";
import * as oauth from "oauth4webapi";
import * as openid from "openid-client";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addKey, allowSecrets, removeKey } from "@/lib/apps/app-keys";
import { activateApp, createApp } from "@/lib/apps/commands";
import { revealClientSecret } from "@/lib/apps/credentials";
import { findApp } from "@/lib/apps/queries";
import { changeScopes } from "@/lib/apps/scope-commands";
import type { Actor } from "@/lib/auth/actor";
import { db, pool } from "@/lib/db";
import { newAccount } from "@/lib/testing/actors";
import { introspectionOf, type MachineServer, post, startMachine, tokenOf } from "@/lib/testing/machine-server";
import { startReceiver } from "@/lib/testing/receiver";
import { useSettings } from "@/lib/testing/settings";
import { issueTokenForApp } from "@/lib/tokens/commands";
import { flushUsage } from "@/lib/tokens/usage";

const type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
const stranger = generateKeyPairSync("ec", { namedCurve: "P-256" });

let machine: MachineServer;
let owner: Actor;
let appId: string;
let clientId: string;
let clientSecret: string;

beforeAll(async () => {
  machine = await startMachine();
  owner = await (await newAccount()).as("owner");
});

afterAll(() => machine.stop());

beforeEach(async () => {
  useSettings({ BASE_URL: machine.url, WEBHOOK_ALLOWED_PRIVATE_CIDRS: "127.0.0.0/8" });
  ({ appId } = await createApp(owner, { name: "Reports" }));
  await changeScopes(owner, { appId, add: ["user:read:user:admin"], remove: [] });
  await activateApp(owner, { appId });
  ({ clientSecret } = await revealClientSecret(owner, { appId }));
  ({ clientId } = await db().app.findUniqueOrThrow({ where: { id: appId }, select: { clientId: true } }));
});

const pemOf = (key: KeyObject) => String(key.export({ format: "pem", type: "spki" }));
const add = (key: string, name = "Backend") => addKey(owner, { appId, name, key });
const keys = async () => (await findApp(owner, appId))?.keys ?? [];

type Signing = { alg?: string; kid?: string; key?: KeyObject; claims?: JWTPayload };
let made = 0;

function assertion({ alg = "ES256", kid, key = pair.privateKey, claims = {} }: Signing = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const all = {
    iss: clientId,
    sub: clientId,
    aud: machine.url,
    exp: now + 60,
    iat: now,
    jti: `jti ${made++}`,
    ...claims,
  };
  return new SignJWT(all).setProtectedHeader({ alg, ...(kid === undefined ? {} : { kid }) }).sign(key);
}

const grant = { grant_type: "client_credentials" };
const ask = async (jwt: string | Promise<string>, form: Record<string, string> = {}) =>
  machine.send(post("/oauth/token", { ...grant, client_assertion_type: type, client_assertion: await jwt, ...form }));
const statusOf = async (jwt: string | Promise<string>, form?: Record<string, string>) => (await ask(jwt, form)).status;

describe("a backend with a private key", () => {
  it.each([
    ["ES256", generateKeyPairSync("ec", { namedCurve: "P-256" })],
    ["ES384", generateKeyPairSync("ec", { namedCurve: "P-384" })],
    ["RS256", generateKeyPairSync("rsa", { modulusLength: 2048 })],
    ["PS256", generateKeyPairSync("rsa", { modulusLength: 2048 })],
    ["EdDSA", generateKeyPairSync("ed25519")],
  ])("gets, uses, checks and revokes a token with %s", async (alg, { publicKey, privateKey }) => {
    await add(pemOf(publicKey));
    const answer = await ask(assertion({ alg, key: privateKey }));
    expect(answer).toMatchObject({ status: 200, json: { token_type: "bearer", scope: "user:read:user:admin" } });
    const token = String(answer.json.access_token);
    const authenticated = async () => ({
      client_assertion_type: type,
      client_assertion: await assertion({ alg, key: privateKey }),
    });
    const said = await machine.send(post("/oauth/introspect", { token, ...(await authenticated()) }));
    expect(said.json).toMatchObject({ active: true, client_id: clientId });
    expect((await machine.send(post("/oauth/revoke", { token, ...(await authenticated()) }))).status).toBe(200);
    expect((await machine.send(post("/oauth/introspect", { token, ...(await authenticated()) }))).json).toEqual({
      active: false,
    });
    await flushUsage();
    expect((await keys())[0]?.lastUsedAt).toBeInstanceOf(Date);
  });

  it("is served as it comes: openid-client and oauth4webapi find the method in the metadata", async () => {
    await add(pemOf(pair.publicKey));
    const pkcs8 = pair.privateKey.export({ format: "der", type: "pkcs8" });
    const key = await crypto.subtle.importKey("pkcs8", pkcs8, { name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
    const config = await openid.discovery(new URL(machine.url), clientId, undefined, openid.PrivateKeyJwt(key), {
      algorithm: "oauth2",
      execute: [openid.allowInsecureRequests],
    });
    expect(config.serverMetadata().token_endpoint_auth_methods_supported).toContain("private_key_jwt");
    const { access_token } = await openid.clientCredentialsGrant(config);
    expect(await openid.tokenIntrospection(config, access_token)).toMatchObject({ active: true });
    await openid.tokenRevocation(config, access_token);
    expect(await openid.tokenIntrospection(config, access_token)).toEqual({ active: false });
    const [as, client] = [config.serverMetadata(), { client_id: clientId }];
    const insecure = { [oauth.allowInsecureRequests]: true };
    const response = await oauth.clientCredentialsGrantRequest(as, client, oauth.PrivateKeyJwt(key), {}, insecure);
    const result = await oauth.processClientCredentialsResponse(as, client, response);
    expect(result.token_type).toBe("bearer");
  });

  it("is known by the kid of its key where it names one, and by any of its keys where it does not", async () => {
    await add(JSON.stringify({ ...(await exportJWK(stranger.publicKey)), kid: "first" }));
    await add(JSON.stringify({ ...(await exportJWK(pair.publicKey)), kid: "second" }));
    expect(await statusOf(assertion())).toBe(200);
    expect(await statusOf(assertion({ kid: "second" }))).toBe(200);
    expect(await statusOf(assertion({ kid: "first" }))).toBe(401);
    expect(await statusOf(assertion({ kid: "third" }))).toBe(401);
  });
});

describe("an assertion", () => {
  const now = () => Math.floor(Date.now() / 1000);

  beforeEach(() => add(pemOf(pair.publicKey)));

  it("is meant for the issuer or the token endpoint, alone or among others", async () => {
    for (const aud of [`${machine.url}/oauth/token`, [machine.url], ["https://elsewhere.example.com", machine.url]]) {
      expect(await statusOf(assertion({ claims: { aud } })), String(aud)).toBe(200);
    }
  });

  it("counts once, at whatever endpoint, also when it comes twice at once", async () => {
    const once = await assertion();
    expect(await statusOf(once)).toBe(200);
    expect(await statusOf(once)).toBe(401);
    const again = await assertion();
    const statuses = await Promise.all(Array.from({ length: 8 }, () => statusOf(again)));
    expect(statuses.sort()).toEqual([200, ...Array(7).fill(401)]);
    const wrong = await assertion({ key: stranger.privateKey, claims: { jti: "theirs" } });
    expect(await statusOf(wrong)).toBe(401);
    expect(await statusOf(assertion({ claims: { jti: "theirs" } }))).toBe(200);
  });

  it.each<[string, () => Signing]>([
    ["signed with another key", () => ({ key: stranger.privateKey })],
    ["for another audience", () => ({ claims: { aud: "https://elsewhere.example.com" } })],
    ["for an address below the issuer", () => ({ claims: { aud: `${machine.url}/` } })],
    ["without audience", () => ({ claims: { aud: undefined } })],
    ["that is over", () => ({ claims: { exp: now() - 31 } })],
    ["without end", () => ({ claims: { exp: undefined } })],
    ["good for longer than five minutes", () => ({ claims: { exp: now() + 400 } })],
    ["that is still to begin", () => ({ claims: { nbf: now() + 60 } })],
    ["made in the future", () => ({ claims: { iat: now() + 60 } })],
    ["without id", () => ({ claims: { jti: undefined } })],
    ["with an empty id", () => ({ claims: { jti: "" } })],
    ["of another issuer than subject", () => ({ claims: { iss: "somebody" } })],
    ["of an unknown client", () => ({ claims: { iss: "nobody", sub: "nobody" } })],
    ["without subject", () => ({ claims: { sub: undefined } })],
    ["with claims of the wrong kind", () => ({ claims: { exp: "tomorrow" as unknown as number } })],
  ])("%s is refused as a wrong secret is, to the byte", async (_name, signing) => {
    const refused = await ask(assertion(signing()));
    const wrong = await machine.send(post("/oauth/token", grant, { clientId, clientSecret: "wrong" }));
    expect({ status: refused.status, text: refused.text }).toEqual({ status: wrong.status, text: wrong.text });
    expect(refused.headers["www-authenticate"]).toBe(wrong.headers["www-authenticate"]);
  });

  it.each([
    ["none", (jwt: string) => `${Buffer.from('{"alg":"none"}').toString("base64url")}.${jwt.split(".")[1]}.`],
    ["a changed payload", (jwt: string) => jwt.replace(/\.(.)/, (_all, c) => `.${c === "e" ? "f" : "e"}`)],
    ["no signature", (jwt: string) => jwt.replace(/[^.]*$/, "")],
    ["something else", () => "a.b.c"],
    ["nothing at all", () => "\u{1f600}"],
  ])("forged with %s is refused", async (_name, forge) => {
    expect(await statusOf(forge(await assertion()))).toBe(401);
  });

  it("with the public key as an HMAC secret is refused", async () => {
    const secret = new TextEncoder().encode(pemOf(pair.publicKey));
    const claims = { iss: clientId, sub: clientId, aud: machine.url, exp: now() + 60, jti: "hmac" };
    expect(await statusOf(new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(secret))).toBe(401);
  });

  it("may carry an id with any characters", async () => {
    for (const jti of ["\0", "\ud800", "x".repeat(5000), "'; --"])
      expect(await statusOf(assertion({ claims: { jti } }))).toBe(200);
  });

  it("comes alone: no second method, no other client, its type named", async () => {
    expect((await ask(assertion(), { client_secret: clientSecret })).json.error).toBe("invalid_request");
    expect((await ask(assertion(), { client_id: "another" })).json.error).toBe("invalid_request");
    expect(await statusOf(assertion(), { client_id: clientId })).toBe(200);
    expect(await statusOf(assertion(), { client_assertion_type: "urn:something:else" })).toBe(401);
    const form = { ...grant, client_assertion_type: type, client_assertion: await assertion() };
    const both = await machine.send(post("/oauth/token", form, { clientId, clientSecret }));
    expect(both.json.error).toBe("invalid_request");
  });
});

describe("a public key", () => {
  it("that is removed takes the tokens got with it along, and no others", async () => {
    await add(pemOf(pair.publicKey));
    const withKey = String((await ask(assertion())).json.access_token);
    const withSecret = await tokenOf(machine, { clientId, clientSecret });
    await removeKey(owner, { appId, keyId: (await keys())[0]?.id ?? "" });
    const caller = { clientId, clientSecret };
    expect(await introspectionOf(machine, withKey, caller)).toEqual({ active: false });
    expect(await introspectionOf(machine, withSecret, caller)).toMatchObject({ active: true });
    expect(await statusOf(assertion())).toBe(401);
  });

  it("stands for a secret: with it secrets can be switched off, without any neither", async () => {
    const off = () => allowSecrets(owner, { appId, allowed: false });
    await expect(off()).rejects.toMatchObject({ code: "last-credential" });
    await add(pemOf(pair.publicKey));
    const withSecret = await tokenOf(machine, { clientId, clientSecret });
    await off();
    const refused = await machine.send(post("/oauth/token", grant, { clientId, clientSecret }));
    expect(refused.json.error).toBe("invalid_client");
    const withKey = String((await ask(assertion())).json.access_token);
    const said = async (token: string) =>
      machine.send(
        post("/oauth/introspect", { token, client_assertion_type: type, client_assertion: await assertion() }),
      );
    expect((await said(withKey)).json).toMatchObject({ active: true });
    expect((await said(withSecret)).json).toEqual({ active: false });
    expect(await findApp(owner, appId)).toMatchObject({ state: "activated", missing: [] });
    expect((await issueTokenForApp(appId)).scope).toBe("user:read:user:admin");
    const keyId = (await keys())[0]?.id ?? "";
    await expect(removeKey(owner, { appId, keyId })).rejects.toMatchObject({ code: "last-credential" });
    await allowSecrets(owner, { appId, allowed: true });
    expect((await tokenOf(machine, { clientId, clientSecret })).length).toBeGreaterThan(100);
  });

  it("that is a private one is refused, and neither kept nor told", async () => {
    const pem = String(pair.privateKey.export({ format: "pem", type: "pkcs8" }));
    const refused = await add(pem).catch((error) => error);
    expect(refused).toMatchObject({ code: "invalid", items: [{ field: "key" }] });
    expect(JSON.stringify(refused) + refused.message).not.toContain(pem.split("\n")[1]);
    expect(await keys()).toEqual([]);
  });

  it("is one of at most five", async () => {
    for (let n = 0; n < 5; n++) await add(pemOf(pair.publicKey), `Key ${n}`);
    await expect(add(pemOf(pair.publicKey))).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("a JWKS URL", () => {
  it("is fetched when it is added, kept for a while, and not asked again and again for made-up kids", async () => {
    const set = {
      keys: [
        { ...(await exportJWK(pair.publicKey)), kid: "one" },
        { kty: "oct", k: "c2VjcmV0" },
      ],
    };
    const site = await startReceiver({ answer: () => ({ body: JSON.stringify(set) }) });
    await add(`${site.url}/keys`);
    expect(await statusOf(assertion({ kid: "one" }))).toBe(200);
    expect(await statusOf(assertion({ kid: "one" }))).toBe(200);
    expect(await statusOf(assertion())).toBe(200);
    expect(site.received.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "GET /notifications/keys",
      "GET /notifications/keys",
    ]);
    for (let n = 0; n < 5; n++) expect(await statusOf(assertion({ kid: "two" }))).toBe(401);
    expect(site.received).toHaveLength(2);
    await site.stop();
  });

  it("without a usable key, or that does not answer with a set, is refused with the reason", async () => {
    const bodies = ["{}", "not JSON", '{"keys":[]}', '{"keys":[{"kty":"oct","k":"c2VjcmV0"}]}', "x".repeat(20_000)];
    const site = await startReceiver({ answer: (_request, count) => ({ body: bodies[count - 1] ?? "" }) });
    for (const _ of bodies) await expect(add(site.url)).rejects.toMatchObject({ code: "invalid" });
    await site.stop();
    await expect(add(site.url)).rejects.toMatchObject({ code: "invalid" });
    await expect(add("https://169.254.169.254/keys")).rejects.toMatchObject({ code: "invalid" });
    expect(await keys()).toEqual([]);
  });
});

it("used assertions are purged when they would not be accepted any more", async () => {
  await pool().query(`DELETE FROM "UsedAssertion"`);
  await add(pemOf(pair.publicKey));
  await ask(assertion());
  const { rows } = await pool().query(
    `SELECT extract(epoch FROM "expiresAt" - now())::int AS "left" FROM "UsedAssertion"`,
  );
  expect(rows).toHaveLength(1);
  expect(rows[0].left).toBeGreaterThan(80);
});
