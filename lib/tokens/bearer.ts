import { findLiveToken } from "@/lib/tokens/live-token";
import type { DeadReason } from "@/lib/tokens/rules";

/** Who calls an API with an access token, and what the token still allows. */
export type Bearer = { clientId: string; accountId: string; appId: string; ownerId: string; scopes: readonly string[] };

const bearerScheme = /^bearer +([\w.~+/-]+=*)$/i;

/**
 * The bearer of an `Authorization` header (RFC 6750 §2.1), by the same truth as introspection; or why there is none.
 */
export async function authenticateBearer(authorization: string | undefined): Promise<Bearer | DeadReason> {
  const token = bearerScheme.exec(authorization ?? "")?.[1];
  if (token === undefined) return "not a token of ours";
  const live = await findLiveToken(token);
  if (typeof live === "string") return live;
  const { app, scopes } = live;
  return { clientId: app.clientId, accountId: app.accountId, appId: app.appId, ownerId: app.ownerId, scopes };
}
