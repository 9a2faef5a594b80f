import { createSecretKey, generateKeyPairSync } from "node:crypto";
import { SignJWT, UnsecuredJWT } from "jose";
import { assertionAlgorithms } from "@/lib/tokens/public-key";
import { authorized, grant, introspect, revoke, token, withHeader } from "@/tests/conformance/ask";
import type { KeyedApp, Place, Row, Signer } from "@/tests/conformance/row";
import { basic } from "@/tests/support/machine-server";
import type { SentRequest } from "@/tests/support/send";
import { assertionForm, type Signing } from "@/tests/support/sign-assertion";

type Asks = (place: Place) => Promise<SentRequest>;

const badClient = {
  reason: "Invalid client_id or client_secret",
  headers: { "www-authenticate": 'Basic realm="Patchbay"' },
};
const disabled = { reason: "The app has been disabled by the developer" };
const noReason = { reason: null };
const stranger = generateKeyPairSync("ec", { namedCurve: "P-256" });
const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

/** A token request with an assertion that is valid except for `how`, plus these parameters. */
const signed =
  (how: Signing = {}, beside: Record<string, string> = {}, as?: KeyedApp): Asks =>
  async (p) => {
    const jwt = await (await p.keyed(as)).sign(how);
    return token(p, { ...grant, ...assertionForm(jwt), ...beside });
  };

const by = (as: KeyedApp, how?: Signing): Asks => signed(how, {}, as);
const claiming = (claims: NonNullable<Signing["claims"]>): Asks => signed({ claims });
const meantFor =
  (audience: (p: Place) => string | string[]): Asks =>
  (p) =>
    claiming({ aud: audience(p) })(p);

/** Introspection and revocation of a nonsense token, with an assertion that is valid except for what is given. */
const introspected =
  (how: (p: Place) => Signing, as?: KeyedApp): Asks =>
  async (p) =>
    introspect(p, { token: "x", ...assertionForm(await (await p.keyed(as)).sign(how(p))) });

const revoked =
  (how: Signing): Asks =>
  async (p) =>
    revoke(p, { token: "x", ...assertionForm(await (await p.keyed()).sign(how)) });

/** A token request whose other parameters are made from the client and a valid assertion of it. */
const sent =
  (form: (jwt: string, client: Signer) => Record<string, string> | Promise<Record<string, string>>): Asks =>
  async (p) => {
    const client = await p.keyed();
    return token(p, { ...grant, ...(await form(await client.sign(), client)) });
  };

const spoiled = (spoil: (jwt: string, client: Signer) => string | Promise<string>): Asks =>
  sent(async (jwt, client) => assertionForm(await spoil(jwt, client)));

const claimsOf = (jwt: string) => JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString());
const hmac = (jwt: string, key: string) =>
  new SignJWT(claimsOf(jwt)).setProtectedHeader({ alg: "HS256" }).sign(createSecretKey(key, "utf8"));
const changed = (jwt: string): string => {
  const [head, , signature] = jwt.split(".");
  const claims = JSON.stringify({ ...claimsOf(jwt), jti: "another" });
  return [head, Buffer.from(claims).toString("base64url"), signature].join(".");
};

const algorithmRows: readonly Row[] = assertionAlgorithms.flatMap((alg): Row[] => [
  [`a token by a key with ${alg}`, "RFC 7523 §3", signed({ alg }), "200", { has: { token_type: "bearer" } }],
  [
    `introspection by a key with ${alg}`,
    "RFC 7662 §2.1",
    async (p) => introspect(p, { token: await p.token(), ...assertionForm(await (await p.keyed()).sign({ alg })) }),
    "200",
    { has: { active: true } },
  ],
  [`revocation by a key with ${alg}`, "RFC 7009 §2.1", revoked({ alg }), "200", { json: { status: "success" } }],
]);

/** How an assertion is sent, and what may be sent with it. */
// biome-ignore format: a table is read by its rows
const requestRows: readonly Row[] = [
  ["the same client_id beside an assertion", "RFC 7521 §4.2", sent((jwt, { clientId }) => ({ ...assertionForm(jwt), client_id: clientId })), "200"],
  ["another client_id beside an assertion", "RFC 7521 §4.2", signed({}, { client_id: "x" }), "400 invalid_request", noReason],
  ["the platform's grant with an assertion", "contract: platform", async (p) => signed({}, { grant_type: "account_credentials", account_id: p.accountId })(p), "200"],
  ["another type of assertion", "RFC 7521 §4.2.1", signed({}, { client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:saml2-bearer" }), "401 invalid_client", badClient],
  ["a type of assertion in different case", "RFC 7521 §4.2", signed({}, { client_assertion_type: "URN:IETF:PARAMS:OAUTH:CLIENT-ASSERTION-TYPE:JWT-BEARER" }), "401 invalid_client", badClient],
  ["an assertion without its type", "RFC 7521 §4.2", signed({}, { client_assertion_type: "" }), "401 invalid_client", badClient],
  ["a type without assertion", "RFC 7521 §4.2", signed({}, { client_assertion: "" }), "401 invalid_client", badClient],
  ["a type without assertion, beside a client_id", "RFC 7521 §4.2", sent((_jwt, { clientId }) => ({ ...assertionForm(""), client_id: clientId })), "401 invalid_client", badClient],
  ["an assertion and a secret in the body", "RFC 6749 §2.3", sent((jwt, { clientId, clientSecret }) => ({ ...assertionForm(jwt), client_id: clientId, client_secret: clientSecret })), "400 invalid_request", noReason],
  ["an assertion and a secret without client_id", "RFC 6749 §2.3", sent((jwt, { clientSecret }) => ({ ...assertionForm(jwt), client_secret: clientSecret })), "400 invalid_request", noReason],
  ["an assertion that is valid, beside Basic", "RFC 6749 §2.3", async (p) => withHeader(await signed()(p), "authorization", basic(await p.keyed())), "400 invalid_request", noReason],
  ["an assertion as a bearer token", "RFC 7523 §2.2", async (p) => authorized(p, `Bearer ${await (await p.keyed()).sign()}`), "401 invalid_client", badClient],
  ["a repeated assertion", "RFC 7521 §4.2", async (p) => twice(await signed()(p), "client_assertion"), "400 invalid_request", noReason],
  ["a repeated type of assertion", "RFC 6749 §3.2", async (p) => twice(await signed()(p), "client_assertion_type"), "400 invalid_request", noReason],
  ["an assertion in the URL", "RFC 7521 §4.2", async (p) => ({ ...token(p, grant), path: `${p.paths.token}?${new URLSearchParams(assertionForm(await (await p.keyed()).sign()))}` }), "400 invalid_request", noReason],
  ["an assertion of more than 16 KiB", "contract", claiming({ more: "a".repeat(17_000) }), "413 invalid_request"],
  ["introspection with an introspection key and an assertion", "RFC 6749 §2.3", async (p) => withHeader(await introspected(() => ({}))(p), "authorization", `Bearer ${p.introspectionKey}`), "400 invalid_request", noReason],
  ["introspection with another key's assertion", "RFC 7662 §2.3", introspected(() => ({ key: stranger.privateKey })), "401 invalid_client", badClient],
  ["revocation with another key's assertion", "RFC 7009 §2.1", revoked({ key: stranger.privateKey }), "401 invalid_client", badClient],
];

const twice = (request: SentRequest, name: string): SentRequest => {
  const value = new URLSearchParams(String(request.body)).get(name) ?? "";
  return { ...request, body: `${request.body}&${new URLSearchParams({ [name]: value })}` };
};

/** How an assertion is signed. */
// biome-ignore format: a table is read by its rows
const signatureRows: readonly Row[] = [
  ["an assertion that is not a JWT", "RFC 7523 §3", spoiled(() => "nonsense"), "401 invalid_client", badClient],
  ["an assertion of empty parts", "RFC 7523 §3", spoiled(() => ".."), "401 invalid_client", badClient],
  ["an assertion with alg none", "RFC 8725 §3.2", spoiled((jwt) => new UnsecuredJWT(claimsOf(jwt)).encode()), "401 invalid_client", badClient],
  ["an assertion without its signature", "RFC 7523 §3", spoiled((jwt) => jwt.replace(/[^.]*$/, "")), "401 invalid_client", badClient],
  ["an assertion with a changed payload", "RFC 7523 §3", spoiled(changed), "401 invalid_client", badClient],
  ["an assertion with HS256 and the public key", "RFC 8725 §2.1", spoiled((jwt, { publicKey }) => hmac(jwt, String(publicKey.export({ format: "pem", type: "spki" })))), "401 invalid_client", badClient],
  ["an assertion with HS256 and the secret", "RFC 8414 §2", spoiled((jwt, { clientSecret }) => hmac(jwt, clientSecret)), "401 invalid_client", badClient],
  ["an assertion signed with another key", "RFC 7523 §3", signed({ key: stranger.privateKey }), "401 invalid_client", badClient],
  ["an assertion with a key of its own in the header", "RFC 7515 §4.1.3", signed({ key: stranger.privateKey, header: { jwk: stranger.publicKey.export({ format: "jwk" }) } }), "401 invalid_client", badClient],
  ["an assertion with an unknown critical header", "RFC 7515 §4.1.11", signed({ header: { crit: ["x"], x: 1 } }), "401 invalid_client", badClient],
  ["an assertion with a type in its header", "RFC 7519 §5.1", signed({ header: { typ: "JWT" } }), "200"],
  ["an assertion without kid, of a client with two keys", "RFC 7515 §4.1.4", by("two keys"), "200"],
  ["an assertion with the kid of its key", "RFC 7515 §4.1.4", by("two keys", { kid: "second" }), "200"],
  ["an assertion with the kid of the client's other key", "RFC 7515 §4.1.4", by("two keys", { kid: "first" }), "401 invalid_client", badClient],
  ["an assertion with an unknown kid", "RFC 7515 §4.1.4", by("two keys", { kid: "third" }), "401 invalid_client", badClient],
  ["an access token as an assertion", "RFC 8725 §3.11", async (p) => token(p, { ...grant, ...assertionForm(await p.token()) }), "401 invalid_client", badClient],
];

/** What an assertion says. */
// biome-ignore format: a table is read by its rows
const claimRows: readonly Row[] = [
  ["an assertion whose issuer is not its subject", "RFC 7523 §3", claiming({ iss: "somebody" }), "401 invalid_client", badClient],
  ["an assertion whose subject is not its issuer", "RFC 7523 §3", claiming({ sub: "somebody" }), "401 invalid_client", badClient],
  ["an assertion of an unknown client", "RFC 7523 §3", claiming({ iss: "somebody", sub: "somebody" }), "401 invalid_client", badClient],
  ["an assertion of another client, signed by this one", "RFC 7523 §3", (p) => claiming({ iss: p.app.clientId, sub: p.app.clientId })(p), "401 invalid_client", badClient],
  ["an assertion without issuer", "RFC 7523 §3", claiming({ iss: undefined }), "401 invalid_client", badClient],
  ["an assertion without subject", "RFC 7523 §3", claiming({ sub: undefined }), "401 invalid_client", badClient],
  ["an assertion for the issuer", "RFC 7523 §3", meantFor((p) => p.issuer), "200"],
  ["an assertion for the token endpoint", "RFC 7523 §3", meantFor((p) => p.url(p.paths.token)), "200"],
  ["an assertion for the issuer among others", "RFC 7519 §4.1.3", meantFor((p) => ["https://elsewhere.example.com", p.issuer]), "200"],
  ["introspection with an assertion for the token endpoint", "RFC 7523 §3", introspected((p) => ({ claims: { aud: p.url(p.paths.token) } })), "200", { json: { active: false } }],
  ["introspection with an assertion for that endpoint only", "contract", introspected((p) => ({ claims: { aud: p.url(p.paths.introspect) } })), "401 invalid_client", badClient],
  ["an assertion for someone else", "RFC 7523 §3", claiming({ aud: "https://elsewhere.example.com" }), "401 invalid_client", badClient],
  ["an assertion for a URL that begins like the issuer's", "RFC 7523 §3", meantFor((p) => `${p.issuer}/`), "401 invalid_client", badClient],
  ["an assertion for the issuer in different case", "RFC 7519 §4.1.3", meantFor((p) => p.issuer.toUpperCase()), "401 invalid_client", badClient],
  ["an assertion with an empty audience", "RFC 7523 §3", claiming({ aud: [] }), "401 invalid_client", badClient],
  ["an assertion without audience", "RFC 7523 §3", claiming({ aud: undefined }), "401 invalid_client", badClient],
  ["an assertion without expiry", "RFC 7523 §3", claiming({ exp: undefined }), "401 invalid_client", badClient],
  ["an assertion that has expired", "RFC 7523 §3", (p) => claiming({ exp: inSeconds(-60) })(p), "401 invalid_client", badClient],
  ["an assertion that has expired by a clock 10 seconds ahead", "RFC 7523 §3", (p) => claiming({ exp: inSeconds(-10) })(p), "200"],
  ["an assertion that expires in an hour", "Authlib, MSAL, google-auth", (p) => claiming({ exp: inSeconds(3_600) })(p), "200"],
  ["an assertion that expires in two hours", "contract", (p) => claiming({ exp: inSeconds(7_200) })(p), "401 invalid_client", badClient],
  ["an assertion that expires in a day", "RFC 7523 §3", (p) => claiming({ exp: inSeconds(86_400) })(p), "401 invalid_client", badClient],
  ["an assertion whose expiry is a string", "RFC 7519 §4.1.4", (p) => claiming({ exp: String(inSeconds(60)) })(p), "401 invalid_client", badClient],
  ["an assertion whose expiry has a fraction", "RFC 7519 §2", (p) => claiming({ exp: inSeconds(60) + 0.5 })(p), "200"],
  ["an assertion that is not valid yet", "RFC 7523 §3", (p) => claiming({ nbf: inSeconds(60) })(p), "401 invalid_client", badClient],
  ["an assertion that is already valid", "RFC 7523 §3", (p) => claiming({ nbf: inSeconds(-60) })(p), "200"],
  ["an assertion issued in the future", "RFC 7523 §3", (p) => claiming({ iat: inSeconds(60) })(p), "401 invalid_client", badClient],
  ["an assertion issued an hour ago and not expired", "RFC 7523 §3", (p) => claiming({ iat: inSeconds(-3600) })(p), "200"],
  ["an assertion without an issue time", "RFC 7523 §3", claiming({ iat: undefined }), "200"],
  ["an assertion with unknown claims", "RFC 7523 §3", claiming({ more: { x: 1 } }), "200"],
  ["an assertion without ID", "contract", claiming({ jti: undefined }), "401 invalid_client", badClient],
  ["an assertion used twice", "RFC 7523 §3", async (p) => token(p, { ...grant, ...assertionForm(await (await p.keyed()).used()) }), "401 invalid_client", badClient],
  ["an assertion used for a token, at introspection", "RFC 7523 §3", async (p) => introspect(p, { token: "x", ...assertionForm(await (await p.keyed()).used()) }), "401 invalid_client", badClient],
  ["an ID that another client has used", "RFC 7519 §4.1.7", async (p) => claiming({ jti: idOf(await (await p.keyed("two keys")).used()) })(p), "200"],
];

const idOf = (jwt: string): string => claimsOf(jwt).jti;

/** Cases decided by something else; the assertion itself is valid in all of them. */
// biome-ignore format: a table is read by its rows
const stateRows: readonly Row[] = [
  ["an app without secrets, by its key", "contract", by("secrets off"), "200"],
  ["an app without secrets, by its secret", "contract", async (p) => token(p, grant, await p.keyed("secrets off")), "401 invalid_client", badClient],
  ["an app with keys, by its secret", "contract", async (p) => token(p, grant, await p.keyed()), "200"],
  ["a key that was removed", "contract", by("no key left"), "401 invalid_client", badClient],
  ["a removed app, by its key", "contract", by("removed"), "401 invalid_client", badClient],
  ["a draft, by its key", "contract", by("draft"), "400 unauthorized_client", disabled],
  ["a deactivated app, by its key", "contract", by("deactivated"), "400 unauthorized_client", disabled],
  ["a deactivated owner's app, by its key", "contract", by("orphan"), "400 unauthorized_client", disabled],
  ["key before grant", "contract: order", signed({ key: stranger.privateKey }, { grant_type: "password" }), "401 invalid_client", badClient],
  ["a scope the app does not have, requested with a key", "RFC 6749 §5.2", signed({}, { scope: "user:write:user:admin" }), "400 invalid_scope"],
  ["introspection by a draft's key", "contract", introspected(() => ({}), "draft"), "400 unauthorized_client", disabled],
];

/** Client authentication with a private key (RFC 7523): every requirement for assertions, violated one by one. */
export const assertionRows: readonly Row[] = [
  ...algorithmRows,
  ...requestRows,
  ...signatureRows,
  ...claimRows,
  ...stateRows,
];
