/**
 * SQL: whether this app may be told of events of this type. It holds one of the scopes that open it, or none is needed.
 * A retired scope opens nothing. The arguments are SQL too, such as columns.
 */
export const mayReceive = (appId: string, eventId: string): string => `(
  NOT EXISTS (SELECT FROM "EventScope" needed WHERE needed."eventId" = ${eventId})
  OR EXISTS (
    SELECT FROM "EventScope" needed
      JOIN "AppScope" held ON held."scopeId" = needed."scopeId"
      JOIN "Scope" opening ON opening."id" = needed."scopeId" AND opening."retiredAt" IS NULL
     WHERE needed."eventId" = ${eventId} AND held."appId" = ${appId}))`;
