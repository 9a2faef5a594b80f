import type { AppState } from "@/lib/app-state";
import { isUsable } from "@/lib/credentials/usable";
import { invalidRequest, OAuthError } from "@/lib/tokens/oauth-error";

/** How long an access token lives. */
export const tokenLifetimeSeconds = 3600;

export const grantTypes = ["account_credentials", "client_credentials"] as const;

/** A request's parameters; those without a value count as left out (RFC 6749 §3.2). */
export type Parameters = ReadonlyMap<string, string>;

/** What decides about an app's tokens, as the database tells it; `now` is the database's clock in seconds. */
export type AppFacts = {
  appId: string;
  clientId: string;
  accountId: string;
  ownerId: string;
  ownerActive: boolean;
  state: AppState;
  removed: boolean;
  epoch: number;
  /** Held by the app and not retired. The database lets an app hold only what its owner's role grants. */
  scopes: readonly string[];
  /** Newest first. */
  secrets: readonly AppSecretFacts[];
  /** false: only its public keys authenticate it. */
  secretsAllowed: boolean;
  keys: readonly AppKeyFacts[];
  now: number;
};

/** Ends are in seconds by the database's clock, as `now` is. */
type AppSecretFacts = { id: string; digest: string; expiresAt: number | null };

/** A public key that assertions can be checked with: what is needed of it, and nothing private. */
export type PublicJwk = { kty: "EC" | "RSA" | "OKP"; crv?: string; x?: string; y?: string; n?: string; e?: string } & {
  kid?: string;
  /** The one algorithm it is for, where it says so. */
  alg?: string;
};

/** A public key, or the address of a set of them. */
export type AppKeyFacts = {
  id: string;
  publicJwk: PublicJwk | null;
  jwksUrl: string | null;
  expiresAt: number | null;
};

/** The claims of an access token of ours (RFC 9068), without issuer and audience, which are always this server. */
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

/** The secrets that still count, newest first; none of a removed app, or of one that authenticates with keys only. */
export const usableSecrets = (facts: Pick<AppFacts, "removed" | "secrets" | "secretsAllowed" | "now">) =>
  facts.secretsAllowed ? usable(facts.secrets, facts) : [];

/** The public keys that still count; none of a removed app. */
export const usableKeys = (facts: Pick<AppFacts, "removed" | "keys" | "now">) => usable(facts.keys, facts);

const usable = <Credential extends { expiresAt: number | null }>(
  credentials: readonly Credential[],
  { removed, now }: Pick<AppFacts, "removed" | "now">,
): Credential[] => (removed ? [] : credentials.filter((one) => isUsable(one, now)));

const hasCredential = (facts: AppFacts, id: string): boolean =>
  usableSecrets(facts).some((one) => one.id === id) || usableKeys(facts).some((one) => one.id === id);

/** Whether the app may get tokens and its tokens count: it is activated and its owner is active. */
const isInService = ({ state, removed, ownerActive }: Pick<AppFacts, "state" | "removed" | "ownerActive">): boolean =>
  state === "activated" && !removed && ownerActive;

/** The app is a draft or deactivated, or its owner is: the caller is known and may not go on. */
export function whyNotInService(facts: Pick<AppFacts, "state" | "removed" | "ownerActive">): OAuthError | null {
  if (isInService(facts)) return null;
  return new OAuthError(
    "unauthorized_client",
    facts.ownerActive
      ? "Activate the app on its Activation step."
      : "The owner of the app is deactivated. Reactivate that person, or transfer the app.",
    { reason: "The app has been disabled by the developer" },
  );
}

/** What speaks against a token for this app, in the order the checks are promised: grant, account_id, state. */
export function whyNoToken(parameters: Parameters, facts: AppFacts): OAuthError | null {
  return grantProblem(parameters) ?? accountProblem(parameters, facts) ?? whyNotInService(facts);
}

function grantProblem(parameters: Parameters): OAuthError | null {
  const grantType = parameters.get("grant_type");
  if (grantTypes.some((one) => one === grantType)) return null;
  const description = `Send grant_type=${grantTypes.join(" or grant_type=")}.`;
  const reason = "unsupported grant type";
  return grantType === undefined
    ? invalidRequest(description, { reason })
    : new OAuthError("unsupported_grant_type", description, { reason });
}

function accountProblem(parameters: Parameters, { accountId }: AppFacts): OAuthError | null {
  const given = parameters.get("account_id");
  if (given === accountId) return null;
  if (given === undefined && parameters.get("grant_type") === "client_credentials") return null;
  return invalidRequest("Send the account_id that the App credentials step of this app shows.", {
    reason: "Bad Request",
  });
}

/**
 * The scopes a token is issued with, sorted: all of the app's, or the subset that was asked for (RFC 6749 §3.3).
 * @returns the error `invalid_scope` for anything the app does not hold, and for an app without scopes.
 */
export function scopesToIssue(requested: string | undefined, held: readonly string[]): string[] | OAuthError {
  if (held.length === 0) return invalidScope("The app has no scopes. Add some on its Scopes step.");
  if (requested === undefined) return [...held].sort();
  const asked = [...new Set(requested.split(" "))];
  const holds = new Set(held);
  const foreign = asked.filter((scope) => !holds.has(scope));
  return foreign.length === 0 ? asked.sort() : invalidScope(foreignScopes(foreign));
}

const invalidScope = (description: string): OAuthError => new OAuthError("invalid_scope", description);

/** Only what is spelled like a scope is repeated: an error description has no room for other characters. */
function foreignScopes(foreign: readonly string[]): string {
  const named = foreign.filter((scope) => /^[\w:.-]{1,100}$/.test(scope)).slice(0, 5);
  if (named.length === 0) return "Send scopes that the app holds, separated by single spaces.";
  return `The app does not hold ${named.join(", ")}. Add it on the Scopes step of the app, or ask for less.`;
}

export type DeadReason =
  | "not a token of ours"
  | "expired"
  | "revoked"
  | "disabled"
  | "credential gone"
  | "no scope left";

/** The scopes of a token that are still in effect, sorted. */
export const scopesInEffect = (claims: Pick<Claims, "scope">, facts: Pick<AppFacts, "scopes">): string[] => {
  const held = new Set(facts.scopes);
  return claims.scope
    .split(" ")
    .filter((scope) => held.has(scope))
    .sort();
};

/** Why a token whose signature holds is dead, or null while it lives. `facts` is undefined when its app is gone. */
export function whyDead(claims: Claims, facts: AppFacts | undefined, isRevoked: boolean): DeadReason | null {
  if (!facts || facts.accountId !== claims.account_id) return "not a token of ours";
  if (claims.exp <= facts.now) return "expired";
  if (isRevoked) return "revoked";
  if (!isInService(facts) || claims.epoch !== facts.epoch) return "disabled";
  if (!hasCredential(facts, claims.cred)) return "credential gone";
  return scopesInEffect(claims, facts).length === 0 ? "no scope left" : null;
}
