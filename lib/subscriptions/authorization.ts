import type { AuthorizationKind } from "@/generated/prisma/enums";
import { randomId, seal, unseal } from "@/lib/crypto";
import { accessToken, forgetAccessToken } from "@/lib/subscriptions/access-tokens";
import type { Authorization } from "@/lib/subscriptions/authorization-input";

/** An authorization as stored in its subscription's row. */
export type SealedAuthorization = {
  /** The subscription's id. */
  id: string;
  authorizationKind: AuthorizationKind;
  authorizationSealed: string | null;
  /** Changes whenever the authorization does. */
  authorizationId: string;
};

/** The place a sealed authorization is bound to. */
export const authorizationPlace = (subscriptionId: string): string => `Subscription.authorization:${subscriptionId}`;

/** Seals an authorization, for this subscription only. */
export function sealAuthorization(subscriptionId: string, value: Authorization): Omit<SealedAuthorization, "id"> {
  const sealed = value.kind === "none" ? null : seal(JSON.stringify(value), authorizationPlace(subscriptionId));
  return { authorizationKind: value.kind, authorizationSealed: sealed, authorizationId: randomId() };
}

/** The authorization in plain text, including its secrets. */
export function openAuthorization(row: SealedAuthorization): Authorization {
  if (row.authorizationSealed === null) return { kind: "none" };
  return JSON.parse(unseal(row.authorizationSealed, authorizationPlace(row.id))) as Authorization;
}

/** The request could not be authorized, so it is not sent. */
export type AuthorizationFailure = { failure: "authorization"; message: string };

/**
 * The headers that authorize a request to the endpoint; all are secret. An access token must be obtained within 3 s,
 * and is reused for all deliveries until shortly before it expires.
 */
export async function authorizationHeaders(
  row: SealedAuthorization,
  signal?: AbortSignal,
): Promise<{ headers: Record<string, string> } | AuthorizationFailure> {
  const authorization = openAuthorization(row);
  if (authorization.kind === "none") return { headers: {} };
  if (authorization.kind === "basic") return { headers: { authorization: basic(authorization) } };
  if (authorization.kind === "header") return { headers: { [authorization.name]: authorization.value } };
  const got = await accessToken(row.authorizationId, authorization, signal);
  if ("message" in got) return { failure: "authorization", message: got.message };
  return { headers: { authorization: `Bearer ${got.token}` } };
}

const basic = ({ user, password }: { user: string; password: string }): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;

/** Forgets an access token the endpoint rejected (401), so that the next request obtains a new one. */
export const forgetAuthorization = ({ authorizationId }: Pick<SealedAuthorization, "authorizationId">): void =>
  forgetAccessToken(authorizationId);
