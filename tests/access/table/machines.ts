import { type MachineRow, type Outcomes, outcomes, same } from "@/tests/access/table";
import { post } from "@/tests/support/machine-server";

const open = (path: string): MachineRow => ({ who: same("ok"), asks: () => ({ method: "GET", path }) });

const bearer = (path: string, who: Outcomes): MachineRow => ({
  who,
  asks: ({ token }) => ({ method: "GET", path, ...(token ? { headers: { authorization: `Bearer ${token}` } } : {}) }),
});

// A machine's caller is the person's activated app, with a token from before the downgrade. A member's app has no scope,
// so it can't get a token. No app has the scope to report events; lib/http/events.db.test.ts tests one that does. Another
// account's token is introspected as inactive, and revoking one does nothing.
// biome-ignore format: one column per caller
const asBackend = {
  //                       owner    admin    developer member        stranger other    signedOut      downgraded
  token:          outcomes("ok       ok       ok        invalid_scope ok       ok       invalid_client unauthorized_client"),
  introspection:  outcomes("ok       ok       ok        ok            ok       inactive invalid_client unauthorized_client"),
  revocation:     outcomes("ignored  ignored  ok        ignored       ignored  ignored  invalid_client ignored"),
  api:            outcomes("ok       ok       ok        124           ok       ok       124            124"),
  lists:          outcomes("ok       ok       4711      124           4711     ok       124            124"),
  reports:        outcomes("4711     4711     4711      124           4711     4711     124            124"),
  gateway:        outcomes("ok ok insufficient_scope invalid_token insufficient_scope ok invalid_token invalid_token"),
};

export const machines: Record<string, MachineRow> = {
  "POST /oauth/token": {
    who: asBackend.token,
    asks: ({ app }) => post("/oauth/token", { grant_type: "client_credentials" }, app),
  },
  "POST /oauth/introspect": {
    who: asBackend.introspection,
    asks: ({ app }, token) => post("/oauth/introspect", { token }, app),
  },
  "POST /oauth/revoke": { who: asBackend.revocation, asks: ({ app }, token) => post("/oauth/revoke", { token }, app) },
  "GET /oauth/jwks": open("/oauth/jwks"),
  "GET /.well-known/oauth-authorization-server": open("/.well-known/oauth-authorization-server"),
  "GET /.well-known/openid-configuration": open("/.well-known/openid-configuration"),
  "ANY /oauth/check": bearer("/oauth/check?scope=user:read:user:admin", asBackend.gateway),
  "GET /v2/users/me": bearer("/v2/users/me", asBackend.api),
  "GET /v2/users": bearer("/v2/users", asBackend.lists),
  "GET /v2/roles": bearer("/v2/roles", asBackend.lists),
  "POST /v2/events": {
    who: asBackend.reports,
    asks: ({ token }) => ({ path: "/v2/events", ...(token ? { headers: { authorization: `Bearer ${token}` } } : {}) }),
  },
  "GET /v2/openapi.json": open("/v2/openapi.json"),
  "GET /healthz": open("/healthz"),
  "GET /readyz": open("/readyz"),
  // The table's callers are on the server's own machine.
  "GET /metrics": open("/metrics"),
};
