/** An app is being built, in use, or taken out of use. A removed app keeps the state it had. */
export const appStates = ["draft", "activated", "deactivated"] as const;

export type AppState = (typeof appStates)[number];

/** The fields of an app that is deactivated: tokens carry the epoch they were issued in, so all of them are revoked. */
export const deactivated = ({ epoch, now }: { epoch: number; now: Date }) =>
  ({ state: "deactivated", epoch: epoch + 1, deactivatedAt: now }) as const;

/**
 * SQL: the same as assignments, for an `UPDATE "App" a SET …` of many apps: those for which the condition, SQL too, is
 * true are deactivated, the others stay as they are.
 */
export const deactivatedWhere = (condition: string): string => `
  "state" = CASE WHEN ${condition} THEN 'deactivated' ELSE a."state" END,
  "epoch" = CASE WHEN ${condition} THEN a."epoch" + 1 ELSE a."epoch" END,
  "deactivatedAt" = CASE WHEN ${condition} THEN now() ELSE a."deactivatedAt" END`;
