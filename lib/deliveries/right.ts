/**
 * SQL: whether this app may receive events of this type: it holds one of the scopes that allow it, or none is needed. A
 * retired scope allows nothing. The arguments are SQL expressions, such as columns.
 */
export const mayReceive = (appId: string, eventId: string): string => `
  coalesce((SELECT bool_or(held."appId" IS NOT NULL AND opening."retiredAt" IS NULL)
              FROM "EventScope" needed
              JOIN "Scope" opening ON opening."id" = needed."scopeId"
              LEFT JOIN "AppScope" held ON held."scopeId" = needed."scopeId" AND held."appId" = ${appId}
             WHERE needed."eventId" = ${eventId}), true)`;

/**
 * SQL: whether deliveries to the subscription `s` of the app `a` are currently sent. `isTest` is SQL too: whether it is
 * a test event, which drafts also get. Must agree with `whyNotResend` (delivery-rules.ts), which gives the reason;
 * {@link mayReceive} is checked separately.
 */
export const isSending = (isTest: string): string => `
  (coalesce(s."enabled", false) AND a."eventsEnabled" AND a."removedAt" IS NULL
   AND (a."state" = 'activated' OR (${isTest} AND a."state" = 'draft')))`;
