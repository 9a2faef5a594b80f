import { Prisma } from "@/generated/prisma/client";
import type { AuthorizationKind } from "@/generated/prisma/enums";
import type { Part } from "@/lib/apps/app-parts";
import type { DisabledBecause, SubscriptionFacts } from "@/lib/apps/rules";

/** An event subscription of an app, with its authorization still sealed. */
export type HeldSubscription = SubscriptionFacts & {
  name: string;
  url: string;
  disabledBecause: DisabledBecause | null;
  /** ID of the secret token its URL was validated with. */
  validatedTokenId: string | null;
  validatedAt: Date | null;
  eventIds: string[];
  authorizationKind: AuthorizationKind;
  authorizationSealed: string | null;
  authorizationId: string;
};

/**
 * SQL: whether the subscription `s` of the app `a` is validated: its current URL, with the current secret token or,
 * until it expires by the database's clock, the previous one.
 */
export const isValidated = Prisma.sql`
  coalesce(s."validatedUrl" = s."url" AND (s."validatedTokenId" = a."secretTokenId"
    OR (a."previousTokenEndsAt" > clock_timestamp() AND s."validatedTokenId" = a."previousTokenId")), false)`;

/** SQL: IDs of the events of the subscription `s`, sorted. */
const eventsOf = Prisma.sql`
  ARRAY(SELECT e."eventId" FROM "SubscriptionEvent" e WHERE e."subscriptionId" = s."id" ORDER BY 1)`;

/** The app's event subscriptions, oldest first. */
export const subscriptions: Part<HeldSubscription[]> = (tx, { id: appId }) =>
  tx.$queryRaw<HeldSubscription[]>`
    SELECT h.*, cardinality(h."eventIds") AS "eventCount" FROM (
      SELECT s."id", s."name", s."url", s."enabled", s."disabledBecause", s."validatedTokenId", s."validatedAt",
             s."authorizationKind", s."authorizationSealed", s."authorizationId",
             ${isValidated} AS "validated", ${eventsOf} AS "eventIds", s."createdAt"
        FROM "Subscription" s JOIN "App" a ON a."id" = s."appId" WHERE s."appId" = ${appId}) h
     ORDER BY h."createdAt", h."id"`;

export type ValidatedEndpoint = { url: string; tokenId: string; at: Date };

/**
 * Endpoint URLs that answered the challenge with the current secret token or, during a rotation, the previous one;
 * those with the current one first, then newest first.
 */
export const validatedEndpoints: Part<ValidatedEndpoint[]> = (tx, { id: appId, secretTokenId, rotation }) =>
  tx.$queryRaw<ValidatedEndpoint[]>`
    SELECT "url", "tokenId", "at" FROM "ValidatedEndpoint"
     WHERE "appId" = ${appId} AND "tokenId" IN (${secretTokenId}, ${rotation?.tokenId ?? secretTokenId})
     ORDER BY "tokenId" = ${secretTokenId} DESC, "at" DESC`;
