import { grant, raw, token } from "@/tests/conformance/ask";
import type { Row } from "@/tests/conformance/row";

const badGrant = { reason: "unsupported grant type" };
const badAccount = { reason: "Bad Request" };
const disabled = { reason: "The app has been disabled by the developer" };
const accountGrant = { grant_type: "account_credentials" };
const all = "meeting:read:meeting:admin user:read:user:admin";

/** The token requested: grant, account, state of the app, scope. */
// biome-ignore format: a table is read by its rows
export const grantRows: readonly Row[] = [
  ["account_credentials with its account_id", "contract: platform", (p) => token(p, { ...accountGrant, account_id: p.accountId }, p.app), "200"],
  ["client_credentials with this account_id", "contract", (p) => token(p, { ...grant, account_id: p.accountId }, p.app), "200"],
  ["no grant_type", "RFC 6749 §5.2", (p) => token(p, { x: "1" }, p.app), "400 invalid_request", badGrant],
  ["an empty grant_type", "RFC 6749 §3.2", (p) => token(p, { grant_type: "" }, p.app), "400 invalid_request", badGrant],
  ["no body at all", "RFC 6749 §5.2", (p) => raw(p, ""), "400 invalid_request", badGrant],
  ["an unknown grant", "RFC 6749 §5.2", (p) => token(p, { grant_type: "password" }, p.app), "400 unsupported_grant_type", badGrant],
  ["a refresh token", "RFC 6749 §5.2", (p) => token(p, { grant_type: "refresh_token", refresh_token: "x" }, p.app), "400 unsupported_grant_type", badGrant],
  ["an authorization code", "RFC 6749 §5.2", (p) => token(p, { grant_type: "authorization_code", code: "x" }, p.app), "400 unsupported_grant_type", badGrant],
  ["a grant in capitals", "RFC 6749 §4.4.2", (p) => token(p, { grant_type: "CLIENT_CREDENTIALS" }, p.app), "400 unsupported_grant_type"],
  ["account_credentials without account_id", "contract: platform", (p) => token(p, accountGrant, p.app), "400 invalid_request", badAccount],
  ["account_credentials with an empty account_id", "contract: platform", (p) => token(p, { ...accountGrant, account_id: "" }, p.app), "400 invalid_request", badAccount],
  ["another account's account_id", "contract: platform", (p) => token(p, { ...accountGrant, account_id: p.other.foreign.accountId }, p.app), "400 invalid_request", badAccount],
  ["client_credentials with another account_id", "contract", (p) => token(p, { ...grant, account_id: p.other.foreign.accountId }, p.app), "400 invalid_request", badAccount],
  ["account_id before state", "contract: order", (p) => token(p, accountGrant, p.other.draft), "400 invalid_request", badAccount],
  ["a draft", "contract", (p) => token(p, grant, p.other.draft), "400 unauthorized_client", disabled],
  ["a deactivated app", "contract", (p) => token(p, grant, p.other.deactivated), "400 unauthorized_client", disabled],
  ["a restored app, until it is activated again", "contract", (p) => token(p, grant, p.other.restored), "400 unauthorized_client", disabled],
  ["a deactivated owner", "contract", (p) => token(p, grant, p.other.orphan), "400 unauthorized_client", disabled],
  ["state before scope", "contract: order", (p) => token(p, { ...grant, scope: "x" }, p.other.draft), "400 unauthorized_client"],
  ["all scopes when none is asked for, sorted", "RFC 6749 §3.3", (p) => token(p, { ...grant, account_id: p.accountId }, p.app), "200", { has: { scope: all } }],
  ["a subset of the scopes", "RFC 6749 §3.3", (p) => token(p, { ...grant, account_id: p.accountId, scope: "user:read:user:admin" }, p.app), "200", { has: { scope: "user:read:user:admin" } }],
  ["scopes in another order", "RFC 6749 §3.3", (p) => token(p, { ...grant, account_id: p.accountId, scope: all.split(" ").reverse().join(" ") }, p.app), "200", { has: { scope: all } }],
  ["an empty scope counts as none", "RFC 6749 §3.2", (p) => token(p, { ...grant, account_id: p.accountId, scope: "" }, p.app), "200", { has: { scope: all } }],
  ["a scope asked for twice", "RFC 6749 §3.3", (p) => token(p, { ...grant, account_id: p.accountId, scope: "user:read:user:admin user:read:user:admin" }, p.app), "200", { has: { scope: "user:read:user:admin" } }],
  ["a scope that is not held", "RFC 6749 §5.2", (p) => token(p, { ...grant, scope: "user:write:user:admin" }, p.app), "400 invalid_scope", { reason: null }],
  ["one scope of two not held", "RFC 6749 §5.2", (p) => token(p, { ...grant, scope: "user:read:user:admin x" }, p.app), "400 invalid_scope"],
  ["a scope in different case", "RFC 6749 §3.3", (p) => token(p, { ...grant, scope: "USER:read:user:admin" }, p.app), "400 invalid_scope"],
  ["a scope with characters that no description may carry", "RFC 6749 §5.2", (p) => token(p, { ...grant, scope: '"\\é' }, p.app), "400 invalid_scope"],
  ["scopes with two spaces between", "RFC 6749 §3.3", (p) => token(p, { ...grant, scope: "user:read:user:admin  user:read:user:admin" }, p.app), "400 invalid_scope"],
  ["a space before the scope", "RFC 6749 §3.3", (p) => token(p, { ...grant, scope: " user:read:user:admin" }, p.app), "400 invalid_scope"],
  ["scopes separated by commas", "RFC 6749 §3.3", (p) => token(p, { ...grant, scope: "user:read:user:admin,x" }, p.app), "400 invalid_scope"],
  ["an app without scopes", "contract", (p) => token(p, grant, p.other.scopeless), "400 invalid_scope"],
];
