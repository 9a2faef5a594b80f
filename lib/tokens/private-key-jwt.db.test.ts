import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { exportJWK, SignJWT } from "jose";
import * as oauth from "oauth4webapi";
import * as openid from "openid-client";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addKey } from "@/lib/apps/app-keys";
import { findApp } from "@/lib/apps/queries";
import type { Actor } from "@/lib/auth/actor";
import { pool } from "@/lib/database/db";
import { flushUsage } from "@/lib/tokens/usage";
import { reasonWords } from "@/lib/usage/reasons";
import { newAccount } from "@/tests/support/actors";
import { makeBackend, pemOf } from "@/tests/support/assertions";
import { selfSigned } from "@/tests/support/certificate";
import { type MachineServer, post, startMachine } from "@/tests/support/machine-server";
import { useSettings } from "@/tests/support/settings";

const stranger = generateKeyPairSync("ec", { namedCurve: "P-256" });

let machine: MachineServer;
let owner: Actor;
let backend: Awaited<ReturnType<typeof makeBackend>>;

beforeAll(async () => {
  machine = await startMachine();
  owner = await (await newAccount()).as("owner");
});

afterAll(() => machine.stop());

beforeEach(async () => {
  useSettings({ BASE_URL: machine.url });
  backend = await makeBackend(machine, owner);
});

const add = (key: string) => addKey(owner, { appId: backend.appId, name: "Backend", key });
const statusOf = async (...asked: Parameters<typeof backend.ask>) => (await backend.ask(...asked)).status;
const signed = (...how: Parameters<typeof backend.assertion>) => backend.assertion(...how);

describe("a backend with a private key", () => {
  it.each([
    ["ES256", generateKeyPairSync("ec", { namedCurve: "P-256" })],
    ["ES384", generateKeyPairSync("ec", { namedCurve: "P-384" })],
    ["RS256", generateKeyPairSync("rsa", { modulusLength: 2048 })],
    ["PS256", generateKeyPairSync("rsa", { modulusLength: 2048 })],
    ["EdDSA", generateKeyPairSync("ed25519")],
  ])("requests, checks and revokes a token with %s", async (alg, { publicKey, privateKey: key }) => {
    await add(pemOf(publicKey));
    const answer = await backend.ask(signed({ alg, key }));
    expect(answer).toMatchObject({ status: 200, json: { token_type: "bearer", scope: "user:read:user:admin" } });
    const token = String(answer.json.access_token);
    const at = async (path: string) =>
      machine.send(post(path, { token, ...(await backend.authentication(signed({ alg, key }))) }));
    expect((await at("/oauth/introspect")).json).toMatchObject({ active: true, client_id: backend.clientId });
    expect((await at("/oauth/revoke")).status).toBe(200);
    expect((await at("/oauth/introspect")).json).toEqual({ active: false });
    await flushUsage();
    expect((await findApp(owner, backend.appId))?.keys[0]?.lastUsedAt).toBeInstanceOf(Date);
  });

  it("works with openid-client and oauth4webapi, given the issuer, the client ID and the key", async () => {
    await add(pemOf(backend.pair.publicKey));
    const pkcs8 = backend.pair.privateKey.export({ format: "der", type: "pkcs8" });
    const key = await crypto.subtle.importKey("pkcs8", pkcs8, { name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
    const config = await openid.discovery(
      new URL(machine.url),
      backend.clientId,
      undefined,
      openid.PrivateKeyJwt(key),
      { algorithm: "oauth2", execute: [openid.allowInsecureRequests] },
    );
    expect(config.serverMetadata().token_endpoint_auth_methods_supported).toContain("private_key_jwt");
    const { access_token } = await openid.clientCredentialsGrant(config);
    expect(await openid.tokenIntrospection(config, access_token)).toMatchObject({ active: true });
    await openid.tokenRevocation(config, access_token);
    expect(await openid.tokenIntrospection(config, access_token)).toEqual({ active: false });
    const [as, client] = [config.serverMetadata(), { client_id: backend.clientId }];
    const insecure = { [oauth.allowInsecureRequests]: true };
    const response = await oauth.clientCredentialsGrantRequest(as, client, oauth.PrivateKeyJwt(key), {}, insecure);
    expect((await oauth.processClientCredentialsResponse(as, client, response)).token_type).toBe("bearer");
  });

  it("is authenticated by the key its kid names, or by any of its keys if it names none", async () => {
    await add(JSON.stringify({ ...(await exportJWK(stranger.publicKey)), kid: "first" }));
    await add(JSON.stringify({ ...(await exportJWK(backend.pair.publicKey)), kid: "second" }));
    expect(await statusOf(signed())).toBe(200);
    expect(await statusOf(signed({ kid: "second" }))).toBe(200);
    expect(await statusOf(signed({ kid: "first" }))).toBe(401);
    expect(await statusOf(signed({ kid: "third" }))).toBe(401);
  });
});

it("a certificate is accepted as a public key: only its key is kept", async () => {
  const { key, cert } = selfSigned("backend.example.com");
  await add(cert);
  expect(await statusOf(signed({ key: createPrivateKey(key) }))).toBe(200);
  const { rows } = await pool().query(`SELECT "publicJwk" AS jwk FROM "AppKey" WHERE "appId" = $1`, [backend.appId]);
  expect(Object.keys(rows[0].jwk).sort()).toEqual(["crv", "kty", "x", "y"]);
});

describe("an assertion", () => {
  const now = () => Math.floor(Date.now() / 1000);

  beforeEach(() => add(pemOf(backend.pair.publicKey)));

  it("may name the issuer or the token endpoint as audience, alone or among others", async () => {
    for (const aud of [`${machine.url}/oauth/token`, [machine.url], ["https://elsewhere.example.com", machine.url]]) {
      expect(await statusOf(signed({ claims: { aud } })), String(aud)).toBe(200);
    }
  });

  it("may be valid for an hour, as several libraries always have it", async () => {
    expect(await statusOf(signed({ claims: { exp: now() + 3_600 } }))).toBe(200);
  });

  it.each<[string, () => Parameters<typeof signed>[0]]>([
    ["signature", () => ({ key: stranger.privateKey })],
    ["header", () => ({ alg: "HS256", key: new Uint8Array(32) })],
    ["iss", () => ({ claims: { iss: "somebody" } })],
    ["aud", () => ({ claims: { aud: "https://elsewhere.example.com" } })],
    ["aud", () => ({ claims: { aud: undefined } })],
    ["exp", () => ({ claims: { exp: now() + 3_700 } })],
    ["exp", () => ({ claims: { exp: undefined } })],
    ["nbf", () => ({ claims: { nbf: now() + 60 } })],
    ["iat", () => ({ claims: { iat: now() + 60 } })],
    ["jti", () => ({ claims: { jti: undefined } })],
  ])("refused for its %s is listed with that reason for the app's owner", async (part, how) => {
    expect(await statusOf(signed(how()))).toBe(401);
    await flushUsage();
    const { rows } = await pool().query(`SELECT "reason" FROM "AppRefusal" WHERE "appId" = $1`, [backend.appId]);
    expect(rows).toEqual([{ reason: `wrong assertion: ${part}` }]);
    expect(reasonWords(rows[0].reason)).toMatch(part === "header" ? /header/ : part === "signature" ? /signed/ : part);
  });

  it("works once, even if sent several times at once; an invalid one does not use up its id", async () => {
    const once = await signed();
    expect([await statusOf(once), await statusOf(once)]).toEqual([200, 401]);
    const again = await signed();
    const statuses = await Promise.all(Array.from({ length: 8 }, () => statusOf(again)));
    expect(statuses.sort()).toEqual([200, ...Array(7).fill(401)]);
    const forged = signed({ key: stranger.privateKey, claims: { jti: "theirs" } });
    expect([await statusOf(forged), await statusOf(signed({ claims: { jti: "theirs" } }))]).toEqual([401, 200]);
  });

  it.each<[string, () => Parameters<typeof signed>[0]]>([
    ["signed with another key", () => ({ key: stranger.privateKey })],
    ["for another audience", () => ({ claims: { aud: "https://elsewhere.example.com" } })],
    ["for the issuer with a trailing slash", () => ({ claims: { aud: `${machine.url}/` } })],
    ["without audience", () => ({ claims: { aud: undefined } })],
    ["that has expired", () => ({ claims: { exp: now() - 31 } })],
    ["without expiry", () => ({ claims: { exp: undefined } })],
    ["valid for longer than an hour", () => ({ claims: { exp: now() + 3_700 } })],
    ["not valid yet", () => ({ claims: { nbf: now() + 60 } })],
    ["issued in the future", () => ({ claims: { iat: now() + 60 } })],
    ["without id", () => ({ claims: { jti: undefined } })],
    ["with an empty id", () => ({ claims: { jti: "" } })],
    ["whose issuer is not its subject", () => ({ claims: { iss: "somebody" } })],
    ["of an unknown client", () => ({ claims: { iss: "nobody", sub: "nobody" } })],
    ["without subject", () => ({ claims: { sub: undefined } })],
    ["with a claim of the wrong type", () => ({ claims: { exp: "tomorrow" as unknown as number } })],
  ])("%s is refused with the same bytes as a wrong secret", async (_name, how) => {
    const refused = await backend.ask(signed(how()));
    const wrongSecret = { clientId: backend.clientId, clientSecret: "wrong" };
    const wrong = await machine.send(post("/oauth/token", { grant_type: "client_credentials" }, wrongSecret));
    expect({ status: refused.status, text: refused.text }).toEqual({ status: wrong.status, text: wrong.text });
    expect(refused.headers["www-authenticate"]).toBe(wrong.headers["www-authenticate"]);
  });

  it.each([
    ["no algorithm", (jwt: string) => `${Buffer.from('{"alg":"none"}').toString("base64url")}.${jwt.split(".")[1]}.`],
    ["a changed payload", (jwt: string) => jwt.replace(/\.(.)/, (_all, c) => `.${c === "e" ? "f" : "e"}`)],
    ["no signature", (jwt: string) => jwt.replace(/[^.]*$/, "")],
    ["something else", () => "a.b.c"],
    ["no JWT at all", () => "\u{1f600}"],
  ])("forged with %s is refused", async (_name, forge) => {
    expect(await statusOf(forge(await signed()))).toBe(401);
  });

  it("with the public key as an HMAC secret is refused", async () => {
    const secret = new TextEncoder().encode(pemOf(backend.pair.publicKey));
    const { clientId } = backend;
    const claims = { iss: clientId, sub: clientId, aud: machine.url, exp: now() + 60, jti: "hmac" };
    expect(await statusOf(new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(secret))).toBe(401);
  });

  it("may have an id of any characters", async () => {
    for (const jti of ["\0", "\ud800", "x".repeat(5000), "'; --"]) {
      expect(await statusOf(signed({ claims: { jti } }))).toBe(200);
    }
  });

  it("is accepted only with its type, and without a second method or another client ID", async () => {
    const { clientId, clientSecret } = backend;
    const errorOf = async (form: Record<string, string>) => (await backend.ask(signed(), form)).json.error;
    expect(await errorOf({ client_secret: clientSecret })).toBe("invalid_request");
    expect(await errorOf({ client_id: "another" })).toBe("invalid_request");
    expect(await errorOf({ client_id: clientId })).toBeUndefined();
    expect(await errorOf({ client_assertion_type: "urn:something:else" })).toBe("invalid_client");
    const both = post("/oauth/token", await backend.authentication(), { clientId, clientSecret });
    expect((await machine.send(both)).json.error).toBe("invalid_request");
  });

  it("that was used is remembered until it would no longer be accepted", async () => {
    await pool().query(`DELETE FROM "UsedAssertion"`);
    await backend.ask();
    const { rows } = await pool().query(
      `SELECT extract(epoch FROM "expiresAt" - now())::int AS "left" FROM "UsedAssertion"`,
    );
    expect(rows).toHaveLength(1);
    expect(rows[0].left).toBeGreaterThan(80);
  });
});
