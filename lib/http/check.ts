import { answer, type MachineContext, noStore } from "@/lib/http/answer";
import { knowing } from "@/lib/http/known-app";
import { noteIntrospection } from "@/lib/metering/note";
import { authenticateBearer, type Bearer } from "@/lib/tokens/bearer";
import { invalidRequest, OAuthError } from "@/lib/tokens/oauth-error";
import type { DeadReason } from "@/lib/tokens/rules";

/**
 * `/oauth/check?scope=…`, for gateways. Answers 200, with the caller in headers, if the bearer token is active and
 * carries every scope named, by the same rules as introspection; else 401 or 403 (RFC 6750 §3.1). With `account_id`,
 * only that account's tokens are accepted. Gateways pass on the method and sometimes the query string of the original
 * request, so any method is accepted and unknown parameters are ignored.
 * @throws OAuthError `invalid_request`, `invalid_token`, `insufficient_scope`
 */
export async function checkEndpoint(c: MachineContext): Promise<Response> {
  const { searchParams } = new URL(c.req.url);
  const needed = scopesIn(single(searchParams, "scope"));
  const accountId = single(searchParams, "account_id");
  const bearer = await authenticateBearer(c.req.header("authorization"), knowing(c));
  if (bearer === "no token") throw noToken();
  if (typeof bearer === "string") throw deadToken(bearer);
  if (accountId !== "" && accountId !== bearer.accountId) throw deadToken("not a token of ours");
  if (!needed.every((scope) => bearer.scopes.includes(scope))) throw insufficientScope(needed);
  noteIntrospection(bearer, needed.length > 0 ? needed : bearer.scopes);
  return answer(c, 200, { active: true }, { ...noStore, ...headersOf(bearer, needed) });
}

/** The longest `X-Scope`: gateways and APIs behind them refuse longer headers. */
const maxScopeHeader = 6_144;

const headersOf = ({ clientId, accountId, scopes }: Bearer, needed: readonly string[]) => ({
  "x-client-id": clientId,
  "x-account-id": accountId,
  "x-scope": scopeHeader(needed.length > 0 ? needed : scopes),
});

/**
 * The scopes asked for; without any, all of the token's. A list that is too long is left empty, never cut: an API that
 * relies on it then allows nothing.
 */
function scopeHeader(scopes: readonly string[]): string {
  const text = [...new Set(scopes)].join(" ");
  return text.length <= maxScopeHeader ? text : "";
}

function single(parameters: URLSearchParams, name: string): string {
  const [value = "", ...more] = parameters.getAll(name);
  if (more.length > 0) throw invalidRequest("Send scope and account_id only once.");
  return value;
}

/** Scope tokens separated by single spaces (RFC 6749 §3.3). */
const scopeList = /^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/;

function scopesIn(text: string): string[] {
  if (text === "") return [];
  if (!scopeList.test(text)) throw invalidRequest("Send scopes in the parameter scope, separated by single spaces.");
  return text.split(" ");
}

/** Without a token, the challenge has no error code (RFC 6750 §3.1). */
const noToken = (): OAuthError =>
  unauthorized("Send an access token as Authorization: Bearer.", 'Bearer realm="Patchbay"');

const deadToken = (reason: DeadReason): OAuthError =>
  unauthorized(
    reason === "expired" ? "Access token is expired." : "Invalid access token.",
    'Bearer realm="Patchbay", error="invalid_token"',
  );

const unauthorized = (description: string, challenge: string): OAuthError =>
  new OAuthError("invalid_token", description, { status: 401, headers: { "www-authenticate": challenge } });

const insufficientScope = (needed: readonly string[]): OAuthError =>
  new OAuthError("insufficient_scope", "The access token lacks a required scope.", {
    status: 403,
    headers: {
      "www-authenticate": `Bearer realm="Patchbay", error="insufficient_scope", scope="${needed.join(" ")}"`,
    },
  });
