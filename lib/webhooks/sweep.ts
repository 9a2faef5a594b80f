import { pool } from "@/lib/db";
import { mayReceive } from "@/lib/events/right";

const batch = 1000;

/**
 * Gives deliveries back that were held because their app might not be told of the event and now may: at most 1,000 at a
 * time. @returns how many
 */
export async function giveBackHeld(): Promise<number> {
  const { rowCount } = await pool().query({ name: "give-back-held", text: giveBackText });
  return rowCount ?? 0;
}

const giveBackText = `
  WITH waiting AS (
    SELECT DISTINCT "appId", "event" FROM "Delivery" WHERE "state" = 'held'
  ), free AS (
    SELECT * FROM waiting WHERE ${mayReceive(`waiting."appId"`, `waiting."event"`)}
  )
  UPDATE "Delivery" SET "state" = 'pending', "dueAt" = now()
   WHERE "state" = 'held' AND "id" IN (
         SELECT d."id" FROM "Delivery" d JOIN free ON free."appId" = d."appId" AND free."event" = d."event"
          WHERE d."state" = 'held' LIMIT ${batch} FOR UPDATE OF d SKIP LOCKED)`;
