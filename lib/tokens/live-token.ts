import { lookUp } from "@/lib/tokens/lookup";
import { type AppFacts, type Claims, type DeadReason, scopesInEffect, whyDead } from "@/lib/tokens/rules";
import { claimsVerifiedBefore, verifyToken } from "@/lib/tokens/sign";

/** Why a known app's client, or a token of its, does not count. */
export type NotLetIn = DeadReason | "wrong secret" | "wrong assertion" | "removed app";

/** Told whose client it is, as soon as that is known, and what speaks against it; null: nothing so far. */
export type OnKnown = (app: AppFacts, why: NotLetIn | null) => void;

export type LiveToken = { claims: Claims; app: AppFacts; scopes: string[] };

/**
 * The truth about an access token, read from the database after the call: its claims, its app, and the scopes still in
 * effect; or the reason why it is dead.
 */
export async function findLiveToken(token: string, onKnown?: OnKnown): Promise<LiveToken | DeadReason> {
  const claims = claimsVerifiedBefore(token) ?? (await verifyToken(token));
  return claims ? findLife(claims, onKnown) : "not a token of ours";
}

const findLife = (claims: Claims, onKnown?: OnKnown): Promise<LiveToken | DeadReason> =>
  lookUp({ clientId: claims.client_id, jti: claims.jti }).then(({ app, isRevoked }) => {
    const dead = whyDead(claims, app, isRevoked);
    if (app) onKnown?.(app, dead);
    return dead || !app ? (dead ?? "not a token of ours") : { claims, app, scopes: scopesInEffect(claims, app) };
  });

/**
 * Begins to find the truth about a token for somebody who is still to prove who they are, so that the database is asked
 * about both at once; only where that costs no computing. Whoever asks no further need not care how it ends.
 */
export function lookAhead(token: string): Promise<LiveToken | DeadReason> | undefined {
  const claims = claimsVerifiedBefore(token);
  const looking = claims && findLife(claims);
  looking?.catch(() => undefined);
  return looking;
}
