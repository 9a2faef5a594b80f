import { findApp, findRevocation } from "@/lib/tokens/lookup";
import { type AppFacts, type Claims, type DeadReason, scopesInEffect, whyDead } from "@/lib/tokens/rules";
import { verifyToken } from "@/lib/tokens/sign";

type LiveToken = { claims: Claims; app: AppFacts; scopes: string[] };

/**
 * The truth about an access token, read from the database after the call: its claims, its app, and the scopes still in
 * effect; or the reason why it is dead.
 */
export async function findLiveToken(token: string): Promise<LiveToken | DeadReason> {
  const claims = await verifyToken(token);
  if (!claims) return "not a token of ours";
  const [app, isRevoked = false] = await Promise.all([findApp(claims.client_id), findRevocation(claims.jti)]);
  const dead = whyDead(claims, app, isRevoked);
  return dead || !app ? (dead ?? "not a token of ours") : { claims, app, scopes: scopesInEffect(claims, app) };
}
