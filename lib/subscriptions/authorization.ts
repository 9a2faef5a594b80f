import type { AuthorizationKind } from "@/generated/prisma/enums";
import { randomId, seal, unseal } from "@/lib/crypto";
import { accessToken, forgetAccessToken } from "@/lib/subscriptions/access-tokens";
import type { Authorization } from "@/lib/subscriptions/authorization-input";

/** An authorization as its subscription's row keeps it. */
export type SealedAuthorization = {
  /** The subscription's id. */
  id: string;
  authorizationKind: AuthorizationKind;
  authorizationSealed: string | null;
  /** Another one with each change. */
  authorizationId: string;
};

/** What a sealed authorization is bound to. */
export const authorizationPlace = (subscriptionId: string): string => `Subscription.authorization:${subscriptionId}`;

/** The authorization as it is kept: for this subscription only. */
export function sealAuthorization(subscriptionId: string, value: Authorization): Omit<SealedAuthorization, "id"> {
  const sealed = value.kind === "none" ? null : seal(JSON.stringify(value), authorizationPlace(subscriptionId));
  return { authorizationKind: value.kind, authorizationSealed: sealed, authorizationId: randomId() };
}

/** The authorization in clear, its secrets included. */
export function openAuthorization(row: SealedAuthorization): Authorization {
  if (row.authorizationSealed === null) return { kind: "none" };
  return JSON.parse(unseal(row.authorizationSealed, authorizationPlace(row.id))) as Authorization;
}

/** There is nothing to authorize the request with: it is not sent. */
export type AuthorizationFailure = { failure: "authorization"; message: string };

/**
 * The headers that authorize a request to the endpoint, secret all of them. An access token is got within 3 s, and kept
 * for all deliveries until shortly before its end.
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

/** Forgets the access token that the endpoint did not accept (401): the next request gets a new one. */
export const forgetAuthorization = ({ authorizationId }: Pick<SealedAuthorization, "authorizationId">): void =>
  forgetAccessToken(authorizationId);
