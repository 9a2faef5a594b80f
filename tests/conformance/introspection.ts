import { bodyCredentials, get, grant, introspect, raw, revoke, token, withHeader } from "@/tests/conformance/ask";
import type { Place, Row } from "@/tests/conformance/row";
import { forgeryNames } from "@/tests/support/forgeries";
import { basic } from "@/tests/support/machine-server";

const inactive = { json: { active: false } };
const done = { json: { status: "success" } };
const onlyPost = { headers: { allow: "POST" } };
const disabled = { reason: "The app has been disabled by the developer" };
const badKey = { headers: { "www-authenticate": 'Bearer error="invalid_token"' } };
const byBasic = (p: Place, clientId: string, clientSecret: string, form: Record<string, string>) =>
  withHeader(introspect(p, form), "authorization", basic({ clientId, clientSecret }));
const byKey = (p: Place, key: string, form: Record<string, string>) =>
  withHeader(introspect(p, form), "authorization", `Bearer ${key}`);

/** Introspection: whether a token is active, and who may ask. */
// biome-ignore format: a table is read by its rows
const introspectionRows: readonly Row[] = [
  ["introspection of an active token", "RFC 7662 §2.2", async (p) => introspect(p, { token: await p.token() }, p.app), "200", { has: { active: true } }],
  ["introspection with credentials in the body", "RFC 7662 §2.1", async (p) => introspect(p, { token: await p.token(), ...bodyCredentials(p.postApp) }), "200", { has: { active: true } }],
  ["introspection with a hint", "RFC 7662 §2.1", async (p) => introspect(p, { token: await p.token(), token_type_hint: "access_token" }, p.app), "200", { has: { active: true } }],
  ["introspection with a wrong hint", "RFC 7662 §2.1", async (p) => introspect(p, { token: await p.token(), token_type_hint: "refresh_token" }, p.app), "200", { has: { active: true } }],
  ["introspection with the introspection key", "contract", async (p) => byKey(p, p.introspectionKey, { token: await p.token() }), "200", { has: { active: true } }],
  ["introspection shows whose token it is", "RFC 7662 §2.2", async (p) => introspect(p, { token: await p.token() }, p.app), "200", { has: { token_type: "bearer", iss: "http://localhost:3000" } }],
  ["introspection of a narrow token", "RFC 7662 §2.2", async (p) => introspect(p, { token: await p.token("narrow") }, p.app), "200", { has: { active: true, scope: "meeting:read:meeting:admin" } }],
  ["introspection of nonsense", "RFC 7662 §2.2", (p) => introspect(p, { token: "nonsense" }, p.app), "200", inactive],
  ["introspection of a revoked token", "RFC 7662 §2.2", async (p) => introspect(p, { token: await p.token("revoked") }, p.app), "200", inactive],
  ["introspection of an expired token", "RFC 7662 §2.2", async (p) => introspect(p, { token: await p.token("expired") }, p.app), "200", inactive],
  ["introspection of a deactivated app's token", "contract", async (p) => introspect(p, { token: await p.token("deactivated app's") }, p.app), "200", inactive],
  ["introspection of a deactivated owner's token", "contract", async (p) => introspect(p, { token: await p.token("dead owner's") }, p.app), "200", inactive],
  ["introspection of another account's token", "RFC 7662 §4", async (p) => introspect(p, { token: await p.token("foreign") }, p.app), "200", inactive],
  ["introspection of another account's token with the key", "RFC 7662 §4", async (p) => byKey(p, p.introspectionKey, { token: await p.token("foreign") }), "200", inactive],
  ["introspection without a token", "RFC 7662 §2.1", (p) => introspect(p, { x: "1" }, p.app), "400 invalid_request"],
  ["introspection of an empty token", "RFC 7662 §2.1", (p) => introspect(p, { token: "" }, p.app), "400 invalid_request"],
  ["introspection with the token in the URL", "RFC 7662 §2.1", (p) => ({ ...introspect(p, { x: "1" }, p.app), path: `${p.paths.introspect}?token=x` }), "400 invalid_request"],
  ["introspection of a repeated token", "RFC 6749 §3.2", (p) => raw(p, "token=a&token=b", undefined, "introspect"), "400 invalid_request"],
  ["introspection with a JSON body", "RFC 7662 §2.1", (p) => raw(p, '{"token":"x"}', "application/json", "introspect"), "400 invalid_request"],
  ["introspection of 160 KB", "contract", (p) => raw(p, `token=${"a".repeat(163_834)}`, undefined, "introspect"), "200", inactive],
  ["introspection of more than 160 KB", "contract", (p) => raw(p, `token=${"a".repeat(163_835)}`, undefined, "introspect"), "413 invalid_request", { headers: { connection: "close" } }],
  ["introspection with the account's ID and key by Basic", "RFC 7662 §2.1", async (p) => byBasic(p, p.accountId, p.introspectionKey, { token: await p.token() }), "200", { has: { active: true } }],
  ["introspection of another account's token with the key by Basic", "RFC 7662 §4", async (p) => byBasic(p, p.accountId, p.introspectionKey, { token: await p.token("foreign") }), "200", inactive],
  ["introspection with a wrong key by Basic", "RFC 7662 §2.3", (p) => byBasic(p, p.accountId, `x${p.introspectionKey.slice(1)}`, { token: "x" }), "401 invalid_client"],
  ["introspection with another account's ID and this key by Basic", "RFC 7662 §2.3", (p) => byBasic(p, p.other.foreign.accountId, p.introspectionKey, { token: "x" }), "401 invalid_client"],
  ["introspection with an app's client ID and the key by Basic", "RFC 7662 §2.3", (p) => byBasic(p, p.app.clientId, p.introspectionKey, { token: "x" }), "401 invalid_client"],
  ["introspection with the key by Basic and a secret in the body", "RFC 6749 §2.3", (p) => withHeader(introspect(p, { token: "x", ...bodyCredentials(p.postApp) }), "authorization", basic({ clientId: p.accountId, clientSecret: p.introspectionKey })), "400 invalid_request"],
  ["a token asked for with the account's ID and key by Basic", "contract", (p) => withHeader(token(p, grant), "authorization", basic({ clientId: p.accountId, clientSecret: p.introspectionKey })), "401 invalid_client"],
  ["introspection by GET", "RFC 7662 §2.1", (p) => get(p.paths.introspect), "405 invalid_request", onlyPost],
  ["introspection unauthenticated", "RFC 7662 §2.3", (p) => introspect(p, { token: "x" }), "401 invalid_client", { headers: { "www-authenticate": /^Basic / } }],
  ["introspection with a wrong secret", "RFC 7662 §2.3", (p) => introspect(p, { token: "x" }, p.wrong), "401 invalid_client"],
  ["introspection with a wrong key", "RFC 7662 §2.3", (p) => byKey(p, "nonsense", { token: "x" }), "401 invalid_token", badKey],
  ["introspection with an access token as key", "RFC 7662 §2.3", async (p) => byKey(p, await p.token(), { token: "x" }), "401 invalid_token", badKey],
  ["introspection with an empty key", "RFC 7662 §2.3", (p) => withHeader(introspect(p, { token: "x" }), "authorization", "Bearer"), "401 invalid_token", badKey],
  ["introspection with key and credentials", "RFC 6749 §2.3", (p) => withHeader(introspect(p, { token: "x", ...bodyCredentials(p.postApp) }), "authorization", `Bearer ${p.introspectionKey}`), "400 invalid_request"],
  ["introspection by a deactivated app", "contract", (p) => introspect(p, { token: "x" }, p.other.deactivated), "400 unauthorized_client", disabled],
  ["introspection by a draft", "contract", (p) => introspect(p, { token: "x" }, p.other.draft), "400 unauthorized_client", disabled],
  ["introspection by an app whose owner is deactivated", "contract", (p) => introspect(p, { token: "x" }, p.other.orphan), "400 unauthorized_client", disabled],
  ["introspection by a removed app", "contract", (p) => introspect(p, { token: "x" }, p.other.removed), "401 invalid_client"],
];

const forgedRows: readonly Row[] = forgeryNames.map((how) => [
  `introspection of a token with ${how}`,
  "RFC 9068 §4",
  async (p) => introspect(p, { token: await p.forged(how) }, p.app),
  "200",
  inactive,
]);

/** Revocation of a token by its client. */
// biome-ignore format: a table is read by its rows
const revocationRows: readonly Row[] = [
  ["revocation of an active token", "RFC 7009 §2.2", async (p) => revoke(p, { token: await p.token() }, p.app), "200", done],
  ["revocation of nonsense", "RFC 7009 §2.2", (p) => revoke(p, { token: "nonsense" }, p.app), "200", done],
  ["a second revocation", "RFC 7009 §2.2", async (p) => revoke(p, { token: await p.token("revoked") }, p.app), "200", done],
  ["revocation of another account's token", "contract", async (p) => revoke(p, { token: await p.token("foreign") }, p.app), "200", done],
  ["revocation with a hint", "RFC 7009 §2.1", (p) => revoke(p, { token: "x", token_type_hint: "refresh_token" }, p.app), "200", done],
  ["revocation with an unknown hint", "RFC 7009 §2.1", (p) => revoke(p, { token: "x", token_type_hint: "x" }, p.app), "200", done],
  ["revocation with credentials in the body", "RFC 7009 §2.1", (p) => revoke(p, { token: "x", ...bodyCredentials(p.postApp) }), "200", done],
  ["revocation with the token in the URL", "contract: platform", (p) => ({ path: `${p.paths.revoke}?token=x`, headers: { authorization: basic(p.app) } }), "200", done],
  ["revocation by a deactivated app", "contract", (p) => revoke(p, { token: "x" }, p.other.deactivated), "200", done],
  ["revocation of 160 KB", "contract", (p) => raw(p, `token=${"a".repeat(163_834)}`, undefined, "revoke"), "200", done],
  ["revocation of more than 160 KB", "contract", (p) => raw(p, `token=${"a".repeat(163_835)}`, undefined, "revoke"), "413 invalid_request"],
  ["revocation without a token", "RFC 7009 §2.1", (p) => revoke(p, { x: "1" }, p.app), "400 invalid_request"],
  ["revocation unauthenticated", "RFC 7009 §2.1", (p) => revoke(p, { token: "x" }), "401 invalid_client", { headers: { "www-authenticate": /^Basic / } }],
  ["revocation with a wrong secret", "RFC 7009 §2.1", (p) => revoke(p, { token: "x" }, p.wrong), "401 invalid_client"],
  ["revocation by a removed app", "contract", (p) => revoke(p, { token: "x" }, p.other.removed), "401 invalid_client"],
  ["revocation with an introspection key", "contract", (p) => withHeader(revoke(p, { token: "x" }), "authorization", `Bearer ${p.introspectionKey}`), "401 invalid_client"],
  ["revocation by DELETE", "RFC 7009 §2.1", (p) => ({ method: "DELETE", path: p.paths.revoke }), "405 invalid_request", onlyPost],
];

export const endpointRows: readonly Row[] = [...introspectionRows, ...forgedRows, ...revocationRows];
