import { randomUUID } from "node:crypto";
import { config } from "@/lib/config";
import { noteIntrospection, noteToken } from "@/lib/metering/note";
import { Refusal } from "@/lib/refusal";
import type { Client } from "@/lib/tokens/authenticate";
import type { LiveToken } from "@/lib/tokens/live-token";
import { findClientId, lookUp } from "@/lib/tokens/lookup";
import { tooManyTokens } from "@/lib/tokens/oauth-error";
import { spendToken } from "@/lib/tokens/rate";
import { rememberRevocation } from "@/lib/tokens/revocations";
import {
  type DeadReason,
  type Parameters,
  scopeProblem,
  scopesToIssue,
  tokenLifetimeSeconds,
  usableKeys,
  usableSecrets,
  whyNoToken,
  whyNotInService,
} from "@/lib/tokens/rules";
import { signToken, verifyToken } from "@/lib/tokens/sign";
import { noteUse } from "@/lib/tokens/usage";

/** `expiresIn` in seconds; `scope` sorted and separated by spaces. */
type IssuedToken = { accessToken: string; expiresIn: number; scope: string };

/**
 * Issues an access token to an authenticated client (RFC 6749 §4.4, or the replicated platform's grant).
 * @throws OAuthError checked in the documented order: grant, account_id, app state, scope, TOKEN_RATE_PER_CLIENT
 */
export async function issueToken(client: Client, parameters: Parameters): Promise<IssuedToken> {
  const no = whyNoToken({ parameters, app: client.app });
  if (no) throw no;
  const scope = scopesToIssue(parameters.get("scope"), client.app.scopes).join(" ");
  if (config().tokenRatePerClient !== null) {
    const wait = await spendToken(client.app.clientId);
    if (wait > 0) throw tooManyTokens(wait);
  }
  return issued(client, scope, await signToken(claimsOf(client, scope), client.app.scopes));
}

/**
 * Issues a token for "Get a test token", with the app's newest usable credential and all its scopes. The caller must
 * have checked that the person may have it.
 * @throws Refusal `not-found`, `incomplete` (not activated, owner deactivated, no usable credential, no scope)
 */
export async function issueTokenForApp(appId: string): Promise<IssuedToken> {
  const clientId = await findClientId(appId);
  const { app } = clientId === undefined ? { app: undefined } : await lookUp({ clientId });
  if (!app) throw new Refusal("not-found", "This app does not exist.");
  const no = whyNotInService(app);
  if (no) throw new Refusal("incomplete", no.message);
  const [credential] = [...usableSecrets(app), ...usableKeys(app)];
  if (!credential) {
    throw new Refusal("incomplete", "This app has no usable credential. Create a client secret or add a public key.");
  }
  const noScope = scopeProblem({ parameters: new Map(), app });
  if (noScope) throw new Refusal("incomplete", noScope.message);
  const client = { app, credentialId: credential.id };
  const scope = scopesToIssue(undefined, app.scopes).join(" ");
  return issued(client, scope, await signToken(claimsOf(client, scope), app.scopes));
}

function issued({ app, credentialId }: Client, scope: string, accessToken: string): IssuedToken {
  noteUse({ appId: app.appId, credentialId, at: app.now });
  noteToken(app);
  return { accessToken, expiresIn: tokenLifetimeSeconds, scope };
}

/** Uses the database's clock, so that servers with different clocks agree. */
function claimsOf({ app, credentialId }: Client, scope: string) {
  const iat = Math.floor(app.now);
  return {
    client_id: app.clientId,
    account_id: app.accountId,
    scope,
    iat,
    exp: iat + tokenLifetimeSeconds,
    jti: randomUUID(),
    epoch: app.epoch,
    cred: credentialId,
  };
}

/**
 * Revokes a token of this client (RFC 7009). Any other token - another client's, unknown or no longer active - is
 * silently ignored. A deactivated app may revoke too: its owner may be reactivated, which would make the token active
 * again.
 */
export async function revokeToken({ app }: Client, token: string): Promise<void> {
  const claims = await verifyToken(token);
  if (claims?.client_id === app.clientId) await rememberRevocation(claims);
}

type ActiveToken = {
  active: true;
  scope: string;
  client_id: string;
  sub: string;
  account_id: string;
  iss: string;
  aud: string;
  iat: number;
  exp: number;
  jti: string;
  token_type: "bearer";
};

export type Introspection = { active: false } | ActiveToken;

/**
 * The introspection response (RFC 7662 §2.2) for an app or an introspection key; a token of another account is
 * inactive.
 */
export function introspection(live: LiveToken | DeadReason, caller: { accountId: string }): Introspection {
  if (typeof live === "string" || live.app.accountId !== caller.accountId) return { active: false };
  noteIntrospection(live.app, live.scopes);
  const { client_id, account_id, iat, exp, jti } = live.claims;
  const { baseUrl } = config();
  return {
    active: true,
    scope: live.scopes.join(" "),
    client_id,
    sub: client_id,
    account_id,
    iss: baseUrl,
    aud: baseUrl,
    iat,
    exp,
    jti,
    token_type: "bearer",
  };
}
