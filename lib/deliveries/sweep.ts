import { pool } from "@/lib/database/db";
import { mayReceive } from "@/lib/deliveries/right";

const batch = 1000;

/** Releases held deliveries whose app may now receive the event: at most 1,000 at a time. @returns how many */
export async function giveBackHeld(): Promise<number> {
  const { rowCount } = await pool().query({ name: "give-back-held", text: giveBackText });
  return rowCount ?? 0;
}

// Accounts share the batch, so that one with many held deliveries does not block the others. Loose index scan over apps
// and events, however many deliveries each has.
const next = (beyond: string): string => `
  SELECT d."accountId", d."appId", d."event" FROM "Delivery" d WHERE d."state" = 'held' ${beyond}
   ORDER BY 1, 2, 3 LIMIT 1`;

const giveBackText = `
  WITH RECURSIVE waiting AS (
    (${next("")})
    UNION ALL
    SELECT next.* FROM waiting w, LATERAL (
      ${next(`AND (d."accountId", d."appId", d."event") > (w."accountId", w."appId", w."event")`)}) next
  ), free AS MATERIALIZED (
    SELECT * FROM waiting WHERE ${mayReceive(`waiting."appId"`, `waiting."event"`)}
  ), account AS (
    SELECT "accountId", greatest(1, ${batch} / count(*) OVER ())::bigint AS "share" FROM free GROUP BY 1
  ), given AS MATERIALIZED (
    SELECT one."id" FROM account CROSS JOIN LATERAL (
           SELECT d."id" FROM free JOIN "Delivery" d USING ("accountId", "appId", "event")
            WHERE free."accountId" = account."accountId" AND d."state" = 'held'
            LIMIT account."share" FOR UPDATE OF d SKIP LOCKED) one
     LIMIT ${batch}
  )
  UPDATE "Delivery" SET "state" = 'pending', "dueAt" = now()
   WHERE "state" = 'held' AND "id" = ANY (ARRAY(SELECT "id" FROM given))`;
