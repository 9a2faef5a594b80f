import { api, check, get } from "@/tests/conformance/ask";
import type { Row } from "@/tests/conformance/row";
import { forgeryNames } from "@/tests/support/forgeries";
import { basic } from "@/tests/support/machine-server";

const kept = { mayBeKept: true } as const;
const invalidBearer = {
  json: { code: 124, message: "Invalid access token." },
  headers: { "www-authenticate": 'Bearer error="invalid_token"' },
};
/** Whoever sends no token learns only how to send one (RFC 6750 §3.1). */
const noBearer = { ...invalidBearer, headers: { "www-authenticate": 'Bearer realm="Patchbay"' } };
const notReading = {
  has: { message: "Invalid access token, does not contain scopes:[user:read:user, user:read:user:admin]." },
  headers: { "www-authenticate": 'Bearer error="insufficient_scope", scope="user:read:user user:read:user:admin"' },
};
const methods = ["client_secret_basic", "client_secret_post", "private_key_jwt"];
const algorithms = ["ES256", "ES384", "RS256", "PS256", "EdDSA", "Ed25519"];
const notValid = { headers: { "www-authenticate": 'Bearer realm="Patchbay", error="invalid_token"' } };
const noToken = { headers: { "www-authenticate": 'Bearer realm="Patchbay"' } };
const held = "?scope=meeting:read:meeting:admin%20user:read:user:admin";

/** Public resources: metadata and keys. */
// biome-ignore format: a table is read by its rows
const publicRows: readonly Row[] = [
  ["metadata", "RFC 8414 §3.2", (p) => get(p.paths.metadata), "200", { ...kept, has: { issuer: "http://localhost:3000" } }],
  ["metadata names the endpoints under the issuer", "RFC 8414 §2", (p) => get(p.paths.metadata), "200", { ...kept, has: { token_endpoint: "http://localhost:3000/oauth/token", jwks_uri: "http://localhost:3000/oauth/jwks", response_types_supported: [] } }],
  ["metadata names how clients authenticate, private keys among it", "RFC 8414 §2", (p) => get(p.paths.metadata), "200", { ...kept, has: { token_endpoint_auth_methods_supported: methods, introspection_endpoint_auth_methods_supported: [...methods, "Bearer"], revocation_endpoint_auth_methods_supported: methods } }],
  ["metadata names the algorithms of assertions, never none", "RFC 8414 §2", (p) => get(p.paths.metadata), "200", { ...kept, has: { token_endpoint_auth_signing_alg_values_supported: algorithms, introspection_endpoint_auth_signing_alg_values_supported: algorithms, revocation_endpoint_auth_signing_alg_values_supported: algorithms } }],
  ["metadata by HEAD", "RFC 9110 §9.3.2", (p) => ({ method: "HEAD", path: p.paths.metadata }), "200", kept],
  ["metadata by POST", "RFC 8414 §3.1", (p) => ({ path: p.paths.metadata }), "405 invalid_request", { headers: { allow: "GET, HEAD" } }],
  ["keys", "RFC 7517 §5", (p) => get(p.paths.keys), "200", kept],
  ["keys by HEAD", "RFC 9110 §9.3.2", (p) => ({ method: "HEAD", path: p.paths.keys }), "200", kept],
  ["keys by POST", "contract", (p) => ({ path: p.paths.keys }), "405 invalid_request", { headers: { allow: "GET, HEAD" } }],
  ["an unknown OAuth path", "contract", (p) => get(p.own("/oauth/nothing")), "404 not_found"],
  ["metadata where clients of OpenID Connect look for it", "RFC 8414 §5", (p) => get(p.own("/.well-known/openid-configuration")), "200", { ...kept, has: { issuer: "http://localhost:3000", token_endpoint: "http://localhost:3000/oauth/token", grant_types_supported: ["account_credentials", "client_credentials"] } }],
  ["an unknown well-known path", "contract", (p) => get(p.own("/.well-known/nothing")), "404 not_found"],
  ["an unknown API", "contract", (p) => get(p.own("/v2/nothing")), "404 404"],
  ["a malformed URL", "contract", (p) => get(p.own("/v2/%zz")), "404 404"],
  ["a backslash in the URL", "RFC 3986 §2", (p) => get(p.own("/v2\\users")), "400 400"],
  ["the API's description", "contract", (p) => get(p.own("/v2/openapi.json")), "200", { ...kept, has: { openapi: "3.1.0" } }],
];

/** Tokens in use, at our own API. */
// biome-ignore format: a table is read by its rows
const bearerRows: readonly Row[] = [
  ["an active token at an API", "RFC 6750 §2.1", async (p) => api(p, `Bearer ${await p.token()}`), "200", { has: { type: 2, status: "active" } }],
  ["the scheme in any case", "RFC 9110 §11.1", async (p) => api(p, `bEARER ${await p.token()}`), "200"],
  ["an API by HEAD", "RFC 9110 §9.3.2", async (p) => ({ ...api(p, `Bearer ${await p.token()}`), method: "HEAD" }), "200"],
  ["an API by the wrong method", "RFC 9110 §15.5.6", (p) => ({ path: p.own("/v2/users/me") }), "405 405", { headers: { allow: "GET, HEAD" } }],
  ["a token without the scope", "RFC 6750 §3.1", async (p) => api(p, `Bearer ${await p.token("narrow")}`), "403 4711", notReading],
  ["no token", "RFC 6750 §3.1", (p) => get(p.own("/v2/users/me")), "401 124", noBearer],
  ["a malformed token", "RFC 6750 §2.1", (p) => api(p, "Bearer a b"), "401 124", invalidBearer],
  ["nonsense as a token", "RFC 6750 §3.1", (p) => api(p, "Bearer nonsense"), "401 124", invalidBearer],
  ["an empty token", "RFC 6750 §2.1", (p) => api(p, "Bearer "), "401 124", invalidBearer],
  ["another scheme for an API", "RFC 6750 §2.1", (p) => api(p, basic(p.app)), "401 124", noBearer],
  ["two tokens", "RFC 6750 §2", async (p) => api(p, [`Bearer ${await p.token()}`, `Bearer ${await p.token()}`]), "401 124", invalidBearer],
  ["a token in the URL", "RFC 6750 §2.3", async (p) => get(p.own(`/v2/users/me?access_token=${await p.token()}`)), "401 124", noBearer],
  ["a token in the body", "RFC 6750 §2.2", async (p) => ({ method: "GET", path: p.own("/v2/users/me"), headers: { "content-type": "application/x-www-form-urlencoded" }, body: `access_token=${await p.token()}` }), "401 124", noBearer],
  ["a token in a cookie", "RFC 6750 §5.3", async (p) => get(p.own("/v2/users/me"), { cookie: `access_token=${await p.token()}` }), "401 124", noBearer],
  ["a revoked token", "RFC 6750 §3.1", async (p) => api(p, `Bearer ${await p.token("revoked")}`), "401 124", invalidBearer],
  ["an expired token says so", "contract: platform", async (p) => api(p, `Bearer ${await p.token("expired")}`), "401 124", { ...invalidBearer, json: { code: 124, message: "Access token is expired." } }],
  ["a deactivated app's token", "contract", async (p) => api(p, `Bearer ${await p.token("deactivated app's")}`), "401 124", invalidBearer],
  ["a deactivated owner's token", "contract", async (p) => api(p, `Bearer ${await p.token("dead owner's")}`), "401 124", invalidBearer],
  ["a client secret as a token", "RFC 6750 §3.1", (p) => api(p, `Bearer ${p.app.clientSecret}`), "401 124", invalidBearer],
  ["an introspection key as a token", "contract", (p) => api(p, `Bearer ${p.introspectionKey}`), "401 124", invalidBearer],
];

/** The check for gateways. */
// biome-ignore format: a table is read by its rows
const checkRows: readonly Row[] = [
  ["check of a token with all required scopes", "contract: gateways", async (p) => check(p, held, `Bearer ${await p.token()}`), "200", { json: { active: true }, headers: { "x-client-id": /^\w{22}$/, "x-account-id": /^[\w-]{22}$/, "x-scope": "meeting:read:meeting:admin user:read:user:admin" } }],
  ["check with plus signs for spaces", "contract: gateways", async (p) => check(p, held.replace("%20", "+"), `Bearer ${await p.token()}`), "200"],
  ["check names only the scopes asked for", "contract: gateways", async (p) => check(p, "?scope=user:read:user:admin", `Bearer ${await p.token()}`), "200", { headers: { "x-scope": "user:read:user:admin" } }],
  ["check without a scope: any active token", "contract: gateways", async (p) => check(p, "", `Bearer ${await p.token("narrow")}`), "200", { headers: { "x-scope": "meeting:read:meeting:admin" } }],
  ["check with an empty scope", "contract: gateways", async (p) => check(p, "?scope=", `Bearer ${await p.token()}`), "200"],
  ["check by HEAD", "RFC 9110 §9.3.2", async (p) => ({ ...check(p, held, `Bearer ${await p.token()}`), method: "HEAD" }), "200", { headers: { "x-client-id": /^\w{22}$/ } }],
  ["check with the method and URL of the call being checked", "contract: gateways", async (p) => ({ ...check(p, `${held}&call=/meetings/7?a=1&b=%zz`, `Bearer ${await p.token()}`), method: "DELETE" }), "200"],
  ["check of the token's own account", "contract: gateways", async (p) => check(p, `?account_id=${p.accountId}`, `Bearer ${await p.token()}`), "200"],
  ["check of another account's token", "contract: gateways", async (p) => check(p, `?account_id=${p.accountId}`, `Bearer ${await p.token("foreign")}`), "401 invalid_token", notValid],
  ["check of a token that lacks one of the scopes", "RFC 6750 §3.1", async (p) => check(p, held, `Bearer ${await p.token("narrow")}`), "403 insufficient_scope", { headers: { "www-authenticate": 'Bearer realm="Patchbay", error="insufficient_scope", scope="meeting:read:meeting:admin user:read:user:admin"' } }],
  ["check of a scope that no one has", "RFC 6750 §3.1", async (p) => check(p, "?scope=nothing", `Bearer ${await p.token()}`), "403 insufficient_scope"],
  ["check without a token: only how to send one", "RFC 6750 §3.1", (p) => check(p, held), "401 invalid_token", noToken],
  ["check of nonsense", "RFC 6750 §3.1", (p) => check(p, held, "Bearer nonsense"), "401 invalid_token", notValid],
  ["check with client credentials", "RFC 6750 §2.1", (p) => check(p, held, basic(p.app)), "401 invalid_token", noToken],
  ["check with the token in the URL", "RFC 6750 §2.3", async (p) => check(p, `${held}&access_token=${await p.token()}`), "401 invalid_token"],
  ["check of a revoked token", "RFC 6750 §3.1", async (p) => check(p, held, `Bearer ${await p.token("revoked")}`), "401 invalid_token", notValid],
  ["check of an expired token says so", "RFC 6750 §3.1", async (p) => check(p, held, `Bearer ${await p.token("expired")}`), "401 invalid_token", { ...notValid, has: { error_description: "Access token is expired." } }],
  ["check of a deactivated app's token", "contract", async (p) => check(p, held, `Bearer ${await p.token("deactivated app's")}`), "401 invalid_token", notValid],
  ["check of a malformed scope, before the token", "RFC 6749 §3.3", (p) => check(p, "?scope=a%20%20b"), "400 invalid_request"],
  ["check of a scope with a quote", "RFC 6749 §3.3", (p) => check(p, "?scope=a%22b"), "400 invalid_request"],
  ["check of a scope with a line break", "RFC 6749 §3.3", (p) => check(p, "?scope=a%0Ab"), "400 invalid_request"],
  ["check of two scope parameters", "RFC 6749 §3.2", (p) => check(p, "?scope=a&scope=b"), "400 invalid_request"],
];

const forgedRows: readonly Row[] = forgeryNames.flatMap((how): Row[] => [
  [
    `an API called by a token with ${how}`,
    "RFC 9068 §4",
    async (p) => api(p, `Bearer ${await p.forged(how)}`),
    "401 124",
    invalidBearer,
  ],
  [
    `check of a token with ${how}`,
    "RFC 9068 §4",
    async (p) => check(p, "", `Bearer ${await p.forged(how)}`),
    "401 invalid_token",
    notValid,
  ],
]);

export const resourceRows: readonly Row[] = [...publicRows, ...bearerRows, ...checkRows, ...forgedRows];
