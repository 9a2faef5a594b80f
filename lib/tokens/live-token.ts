import type { WrongPart } from "@/lib/tokens/assertion-rules";
import { lookUp } from "@/lib/tokens/lookup";
import { type AppFacts, type Claims, type DeadReason, scopesInEffect, whyDead } from "@/lib/tokens/rules";
import { scopeOf, type TokenClaims } from "@/lib/tokens/scope-claim";
import { claimsVerifiedBefore, verifyToken } from "@/lib/tokens/sign";

/** Why a known client, or its token, is rejected. */
export type NotLetIn = DeadReason | "wrong secret" | `wrong assertion: ${WrongPart}` | "removed app";

/** Called with the app once it is known, and with the reason it was rejected; null if there is none so far. */
export type OnKnown = (app: AppFacts, why: NotLetIn | null) => void;

export type LiveToken = { claims: Claims; app: AppFacts; scopes: string[] };

/**
 * Reads an access token's current state from the database after the call: its claims, its app, and the scopes still in
 * effect; or the reason it is not active.
 */
export async function findLiveToken(token: string, onKnown?: OnKnown): Promise<LiveToken | DeadReason> {
  const claims = claimsVerifiedBefore(token) ?? (await verifyToken(token));
  return claims ? findLife(claims, onKnown) : "not a token of ours";
}

const findLife = (given: TokenClaims, onKnown?: OnKnown): Promise<LiveToken | DeadReason> =>
  lookUp({ clientId: given.client_id, jti: given.jti }).then(({ app, isRevoked }) => {
    const claims = { ...given, scope: scopeOf(given, app?.scopes ?? []) };
    const dead = whyDead(claims, app, isRevoked);
    if (app) onKnown?.(app, dead);
    return dead || !app ? (dead ?? "not a token of ours") : { claims, app, scopes: scopesInEffect(claims, app) };
  });

/**
 * Starts the token lookup while the caller is still being authenticated, so that both queries are sent together. Only
 * for tokens whose signature was verified before; undefined for others. The caller may ignore the result.
 */
export function lookAhead(token: string): Promise<LiveToken | DeadReason> | undefined {
  const claims = claimsVerifiedBefore(token);
  const looking = claims && findLife(claims);
  looking?.catch(() => undefined);
  return looking;
}
