import * as z from "zod";
import { appStates } from "@/lib/app-state";
import { isUsable } from "@/lib/credentials/usable";
import { invalidRequest, OAuthError } from "@/lib/tokens/oauth-error";

/** Lifetime of an access token. */
export const tokenLifetimeSeconds = 3600;

export const grantTypes = ["account_credentials", "client_credentials"] as const;

/** A request's parameters; one without a value is treated as omitted (RFC 6749 §3.2). */
export type Parameters = ReadonlyMap<string, string>;

/** `expiresAt` is in seconds by the database's clock; null: never. */
const secretFacts = z.strictObject({ id: z.string(), digest: z.string(), expiresAt: z.number().nullable() });

/** A public key for checking assertions, reduced to the members that are needed. */
const publicJwk = z.strictObject({
  kty: z.enum(["EC", "RSA", "OKP"]),
  crv: z.string().exactOptional(),
  x: z.string().exactOptional(),
  y: z.string().exactOptional(),
  n: z.string().exactOptional(),
  e: z.string().exactOptional(),
  kid: z.string().exactOptional(),
  /** The only algorithm it may be used with, if it names one. */
  alg: z.string().exactOptional(),
});

export type PublicJwk = z.output<typeof publicJwk>;

/** A public key, or the URL of a key set. */
const keyFacts = z.strictObject({
  id: z.string(),
  publicJwk: publicJwk.nullable(),
  jwksUrl: z.string().nullable(),
  expiresAt: z.number().nullable(),
});

export type AppKeyFacts = z.output<typeof keyFacts>;

/**
 * Everything that decides whether an app's tokens are valid, as read from the database. `now` is its clock in seconds.
 */
export const appFacts = z.strictObject({
  appId: z.string(),
  clientId: z.string(),
  accountId: z.string(),
  ownerId: z.string(),
  ownerActive: z.boolean(),
  state: z.enum(appStates),
  removed: z.boolean(),
  epoch: z.number(),
  /** Scopes the app has, without retired ones. The database lets an app have only what its owner's role grants. */
  scopes: z.array(z.string()).readonly(),
  /** Newest first. */
  secrets: z.array(secretFacts).readonly(),
  /** If false, only its public keys authenticate the app. */
  secretsAllowed: z.boolean(),
  keys: z.array(keyFacts).readonly(),
  now: z.number(),
});

export type AppFacts = z.output<typeof appFacts>;

/** The claims of our access tokens (RFC 9068), without issuer and audience, which are always this server. */
export type Claims = {
  client_id: string;
  account_id: string;
  scope: string;
  iat: number;
  exp: number;
  jti: string;
  epoch: number;
  cred: string;
};

/** The secrets that have not expired, newest first; none if the app was removed or authenticates with keys only. */
export const usableSecrets = (facts: Pick<AppFacts, "removed" | "secrets" | "secretsAllowed" | "now">) =>
  facts.secretsAllowed ? usable(facts.secrets, facts) : [];

/** The public keys that have not expired; none if the app was removed. */
export const usableKeys = (facts: Pick<AppFacts, "removed" | "keys" | "now">) => usable(facts.keys, facts);

const usable = <Credential extends { expiresAt: number | null }>(
  credentials: readonly Credential[],
  { removed, now }: Pick<AppFacts, "removed" | "now">,
): Credential[] => (removed ? [] : credentials.filter((one) => isUsable(one, now)));

const hasCredential = (facts: AppFacts, id: string): boolean =>
  usableSecrets(facts).some((one) => one.id === id) || usableKeys(facts).some((one) => one.id === id);

/** Whether the app can obtain tokens and its tokens are valid: it is activated and its owner is active. */
const isInService = ({ state, removed, ownerActive }: Pick<AppFacts, "state" | "removed" | "ownerActive">): boolean =>
  state === "activated" && !removed && ownerActive;

/** The error for an authenticated client whose app is a draft or deactivated, or whose owner is deactivated. */
export function whyNotInService(facts: Pick<AppFacts, "state" | "removed" | "ownerActive">): OAuthError | null {
  if (isInService(facts)) return null;
  return new OAuthError(
    "unauthorized_client",
    facts.ownerActive
      ? "Activate the app on its Activation step."
      : "The app's owner is deactivated. Reactivate the owner or transfer the app.",
    { reason: "The app has been disabled by the developer" },
  );
}

/** A token request whose client has authenticated. */
type TokenRequest = { parameters: Parameters; app: AppFacts };

type Check = { name: string; check: (request: TokenRequest) => OAuthError | null };

/**
 * The checks of a token request after authentication, in the promised order: the first that fails is the answer. The
 * limit TOKEN_RATE_PER_CLIENT comes after them, because it counts.
 */
export const tokenChecks: readonly Check[] = [
  { name: "grant_type", check: grantProblem },
  { name: "account_id", check: accountProblem },
  { name: "state of the app", check: ({ app }) => whyNotInService(app) },
  { name: "scope", check: scopeProblem },
];

/** Why no token is issued for this request; null if one is. */
export function whyNoToken(request: TokenRequest): OAuthError | null {
  for (const { check } of tokenChecks) {
    const problem = check(request);
    if (problem) return problem;
  }
  return null;
}

function grantProblem({ parameters }: TokenRequest): OAuthError | null {
  const grantType = parameters.get("grant_type");
  if (grantTypes.some((one) => one === grantType)) return null;
  const description = `Send grant_type=${grantTypes.join(" or grant_type=")}.`;
  const reason = "unsupported grant type";
  return grantType === undefined
    ? invalidRequest(description, { reason })
    : new OAuthError("unsupported_grant_type", description, { reason });
}

function accountProblem({ parameters, app: { accountId } }: TokenRequest): OAuthError | null {
  const given = parameters.get("account_id");
  if (given === accountId) return null;
  if (given === undefined && parameters.get("grant_type") === "client_credentials") return null;
  return invalidRequest("Send the account_id shown on this app's App credentials step.", {
    reason: "Bad Request",
  });
}

/** @returns `invalid_scope` for an app without scopes, and for a requested scope that the app does not hold */
export function scopeProblem({ parameters, app: { scopes: held } }: TokenRequest): OAuthError | null {
  if (held.length === 0) return invalidScope("The app has no scopes. Add some on its Scopes step.");
  const requested = parameters.get("scope");
  if (requested === undefined) return null;
  const holds = new Set(held);
  const foreign = [...new Set(requested.split(" "))].filter((scope) => !holds.has(scope));
  return foreign.length === 0 ? null : invalidScope(foreignScopes(foreign));
}

/** The scopes a token is issued with, sorted: all of the app's, or the requested subset (RFC 6749 §3.3). */
export const scopesToIssue = (requested: string | undefined, held: readonly string[]): string[] =>
  (requested === undefined ? [...held] : [...new Set(requested.split(" "))]).sort();

const invalidScope = (description: string): OAuthError => new OAuthError("invalid_scope", description);

/** Repeats only well-formed scope names: an error description may not contain every character. */
function foreignScopes(foreign: readonly string[]): string {
  const named = foreign.filter((scope) => /^[\w:.-]{1,100}$/.test(scope)).slice(0, 5);
  if (named.length === 0) return "Request scopes the app has, separated by single spaces.";
  return `The app does not have ${named.join(", ")}. Add it on the app's Scopes step, or request fewer scopes.`;
}

export type DeadReason =
  | "not a token of ours"
  | "expired"
  | "revoked"
  | "disabled"
  | "credential gone"
  | "no scope left";

/** The token's scopes that are still in effect, sorted. */
export const scopesInEffect = (claims: Pick<Claims, "scope">, facts: Pick<AppFacts, "scopes">): string[] => {
  const held = new Set(facts.scopes);
  return claims.scope
    .split(" ")
    .filter((scope) => held.has(scope))
    .sort();
};

/**
 * Why a token with a valid signature is not active; null if it is. `facts` is undefined if its app no longer exists.
 */
export function whyDead(claims: Claims, facts: AppFacts | undefined, isRevoked: boolean): DeadReason | null {
  if (!facts || facts.accountId !== claims.account_id) return "not a token of ours";
  if (claims.exp <= facts.now) return "expired";
  if (isRevoked) return "revoked";
  if (!isInService(facts) || claims.epoch !== facts.epoch) return "disabled";
  if (!hasCredential(facts, claims.cred)) return "credential gone";
  return scopesInEffect(claims, facts).length === 0 ? "no scope left" : null;
}
