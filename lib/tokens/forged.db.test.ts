import {
  CompactSign,
  decodeJwt,
  decodeProtectedHeader,
  generateKeyPair,
  type JWTPayload,
  SignJWT,
  UnsecuredJWT,
} from "jose";
import { afterAll, beforeAll, expect, it } from "vitest";
import { pool } from "@/lib/db";
import { callUsersMe, introspectionOf, type MachineServer, startMachine, tokenOf } from "@/lib/testing/machine-server";
import { makeWorld } from "@/lib/testing/world";
import { signingKey } from "@/lib/tokens/keys";

let w: Awaited<ReturnType<typeof makeWorld>>;
let machine: MachineServer;
let token: string;
let claims: JWTPayload;
let own: Awaited<ReturnType<typeof signingKey>>;

beforeAll(async () => {
  w = await makeWorld(pool());
  machine = await startMachine();
  token = await tokenOf(machine, w.app);
  claims = decodeJwt(token);
  own = await signingKey();
});

afterAll(() => machine.stop());

const header = () => ({ alg: "ES256", typ: "at+jwt", kid: own.kid });
const signed = (changes: JWTPayload, head: Record<string, unknown> = {}) =>
  new SignJWT({ ...claims, ...changes }).setProtectedHeader({ ...header(), ...head }).sign(own.privateKey);

const swapped = (part: number, text: string) =>
  token
    .split(".")
    .map((one, at) => (at === part ? text : one))
    .join(".");
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

const forgeries: [string, () => string | Promise<string>][] = [
  ["alg none", () => new UnsecuredJWT(claims).encode()],
  ["alg none under our header", () => `${encoded({ ...header(), alg: "none" })}.${encoded(claims)}.`],
  [
    "another key under our kid",
    async () => new SignJWT(claims).setProtectedHeader(header()).sign((await generateKeyPair("ES256")).privateKey),
  ],
  [
    "the public key as an HMAC secret",
    () =>
      new SignJWT(claims)
        .setProtectedHeader({ ...header(), alg: "HS256" })
        .sign(new TextEncoder().encode(JSON.stringify(own.kid))),
  ],
  ["an unknown kid", () => signed({}, { kid: "nobody" })],
  ["no kid", () => signed({}, { kid: undefined })],
  [
    "a key of its own in the header",
    async () => {
      const { privateKey } = await generateKeyPair("ES256", { extractable: true });
      return new SignJWT(claims)
        .setProtectedHeader({ ...header(), kid: "x", jku: "http://127.0.0.1/keys" })
        .sign(privateKey);
    },
  ],
  ["another type", () => signed({}, { typ: "JWT" })],
  [
    "an unknown critical header",
    () => `${encoded({ ...header(), crit: ["x"], x: 1 })}.${token.split(".").slice(1).join(".")}`,
  ],
  ["another issuer", () => signed({ iss: "https://elsewhere.example.com" })],
  ["another audience", () => signed({ aud: "https://elsewhere.example.com" })],
  ["no audience", () => signed({ aud: undefined })],
  ["another account", () => signed({ account_id: "elsewhere" })],
  ["another app's client ID", () => signed({ client_id: "0".repeat(22) })],
  ["another epoch", () => signed({ epoch: 7 })],
  ["an unknown credential", () => signed({ cred: "nothing" })],
  ["a scope the app lacks", () => signed({ scope: "user:write:user:admin" })],
  ["claims of the wrong kind", () => signed({ epoch: "0", exp: undefined })],
  [
    "a payload that is not JSON",
    () => new CompactSign(Buffer.from("{")).setProtectedHeader(header()).sign(own.privateKey),
  ],
  ["a changed payload", () => swapped(1, encoded({ ...claims, exp: Number(claims.exp) + 9999 }))],
  ["a changed signature", () => swapped(2, `${token.split(".")[2]?.replace(/^./, (c) => (c === "A" ? "B" : "A"))}`)],
  ["no signature", () => swapped(2, "")],
  ["a header that is not JSON", () => swapped(0, "e30x")],
  ["too few parts", () => token.split(".").slice(0, 2).join(".")],
  ["too many parts", () => `${token}.x`],
  ["five parts", () => "a.b.c.d.e"],
];

it.each(forgeries)("a token with %s is dead", async (_name, forge) => {
  const forged = await forge();
  expect(await introspectionOf(machine, forged, w.app)).toEqual({ active: false });
  expect((await callUsersMe(machine, forged)).json).toEqual({ code: 124, message: "Invalid access token." });
});

it("an expired token is dead and says so", async () => {
  const iat = Math.floor(Date.now() / 1000) - 7200;
  const expired = await signed({ iat, exp: iat + 3600 });
  expect(await introspectionOf(machine, expired, w.app)).toEqual({ active: false });
  const answer = await callUsersMe(machine, expired);
  expect(answer.json).toEqual({ code: 124, message: "Access token is expired." });
  expect(answer.headers["www-authenticate"]).toBe('Bearer error="invalid_token"');
});

it("the same signing without a change lives: the forgeries fail for what they change", async () => {
  expect(await introspectionOf(machine, await signed({}), w.app)).toMatchObject({ active: true });
});

it("a token is a JWT access token with the promised claims and nothing secret", () => {
  expect(decodeProtectedHeader(token)).toEqual({ alg: "ES256", typ: "at+jwt", kid: own.kid });
  expect(claims).toEqual({
    iss: "http://localhost:3000",
    sub: w.app.clientId,
    client_id: w.app.clientId,
    aud: "http://localhost:3000",
    account_id: w.app.accountId,
    scope: "meeting:read:meeting:admin user:read:user:admin",
    iat: expect.any(Number),
    exp: Number(claims.iat) + 3600,
    jti: expect.any(String),
    epoch: 0,
    cred: w.app.secretId,
  });
});
