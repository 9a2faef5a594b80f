import { findLiveToken, type OnKnown } from "@/lib/tokens/live-token";
import type { DeadReason } from "@/lib/tokens/rules";

/**
 * The caller of an API: the app behind the access token, the scopes still in effect, and the database's clock in
 * seconds.
 */
export type Bearer = {
  clientId: string;
  accountId: string;
  appId: string;
  ownerId: string;
  scopes: readonly string[];
  now: number;
};

const bearerScheme = /^bearer +([\w.~+/-]+=*)$/i;

/**
 * Whether the header is a bearer token, readable or not. Nothing, or another scheme, is a request without a token, whose
 * challenge has no error code (RFC 6750 §3.1).
 */
const isToken = (authorization = ""): boolean => /^bearer(?: |$)/i.test(authorization);

/**
 * Authenticates an `Authorization` header (RFC 6750 §2.1) by the same rules as introspection. Returns the reason if
 * there is none, or none that is active.
 */
export async function authenticateBearer(
  authorization: string | undefined,
  onKnown?: OnKnown,
): Promise<Bearer | DeadReason | "no token"> {
  if (!isToken(authorization)) return "no token";
  const token = bearerScheme.exec(authorization ?? "")?.[1];
  if (token === undefined) return "not a token of ours";
  const live = await findLiveToken(token, onKnown);
  if (typeof live === "string") return live;
  const { clientId, accountId, appId, ownerId, now } = live.app;
  return { clientId, accountId, appId, ownerId, scopes: live.scopes, now };
}
