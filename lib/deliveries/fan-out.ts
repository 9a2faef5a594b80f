import { isSending, mayReceive } from "@/lib/deliveries/right";

/**
 * SQL: the recipients of events of these types in an account: enabled subscriptions to them, of activated apps with
 * Event subscriptions on that may receive them. The arguments are SQL, too.
 */
export const fanOut = (accountId: string, events: string): string => `
  SELECT e."eventId" AS "event", a."id" AS "appId", s."id" AS "subscriptionId"
    FROM "App" a
    JOIN "Subscription" s ON s."appId" = a."id"
    JOIN "SubscriptionEvent" e ON e."subscriptionId" = s."id" AND e."eventId" = ANY (${events})
   WHERE a."accountId" = ${accountId} AND ${isSending("false")}
     AND ${mayReceive(`a."id"`, `e."eventId"`)}`;
