import * as z from "zod";
import { Prisma } from "@/generated/prisma/client";
import { AuthorizationKind, DisabledBecause } from "@/generated/prisma/enums";
import type { Part } from "@/lib/apps/app-parts";
import { row, typed } from "@/lib/database/rows";

const subscriptionRow = row({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  enabled: z.boolean(),
  disabledBecause: z.enum(DisabledBecause).nullable(),
  /** The URL answered the challenge with a usable secret token. */
  validated: z.boolean(),
  /** ID of the secret token its URL was validated with. */
  validatedTokenId: z.string().nullable(),
  validatedAt: z.date().nullable(),
  eventIds: z.array(z.string()),
  eventCount: z.number(),
  authorizationKind: z.enum(AuthorizationKind),
  authorizationSealed: z.string().nullable(),
  authorizationId: z.string(),
  createdAt: z.date(),
});

/** An event subscription of an app, with its authorization still sealed. */
export type HeldSubscription = z.output<typeof subscriptionRow>;

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
export const subscriptions: Part<HeldSubscription[]> = async (tx, { id: appId }) => {
  const rows: unknown[] = await tx.$queryRaw`
    SELECT h.*, cardinality(h."eventIds") AS "eventCount" FROM (
      SELECT s."id", s."name", s."url", s."enabled", s."disabledBecause", s."validatedTokenId", s."validatedAt",
             s."authorizationKind", s."authorizationSealed", s."authorizationId",
             ${isValidated} AS "validated", ${eventsOf} AS "eventIds", s."createdAt"
        FROM "Subscription" s JOIN "App" a ON a."id" = s."appId" WHERE s."appId" = ${appId}) h
     ORDER BY h."createdAt", h."id"`;
  return typed(subscriptionRow, rows);
};

const endpointRow = row({ url: z.string(), tokenId: z.string(), at: z.date() });

export type ValidatedEndpoint = z.output<typeof endpointRow>;

/**
 * Endpoint URLs that answered the challenge with the current secret token or, during a rotation, the previous one;
 * those with the current one first, then newest first.
 */
export const validatedEndpoints: Part<ValidatedEndpoint[]> = async (tx, { id: appId, secretTokenId, rotation }) => {
  const rows: unknown[] = await tx.$queryRaw`
    SELECT "url", "tokenId", "at" FROM "ValidatedEndpoint"
     WHERE "appId" = ${appId} AND "tokenId" IN (${secretTokenId}, ${rotation?.tokenId ?? secretTokenId})
     ORDER BY "tokenId" = ${secretTokenId} DESC, "at" DESC`;
  return typed(endpointRow, rows);
};
