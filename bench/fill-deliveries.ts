import type pg from "pg";
import { makeWorld } from "@/tests/support/world";

/**
 * Finished deliveries in an account of their own, each with an event and an attempt, as some weeks would leave them.
 */
export async function fillDeliveries(pool: pg.Pool, count: number): Promise<void> {
  const { app } = await makeWorld(pool);
  const values = [app.accountId, app.appId, count];
  const client = await pool.connect();
  try {
    // Takes longer than the server allows for a statement.
    await client.query("SET statement_timeout = 0");
    for (const text of [insertEvents, insertDeliveries, insertAttempts]) await client.query(text, values);
    // Autovacuum would do this by itself some time after so many rows.
    await client.query(`VACUUM ANALYZE "ReportedEvent", "Delivery", "DeliveryAttempt"`);
  } finally {
    client.release(true);
  }
}

const rows = `generate_series(1, $3::int) AS n CROSS JOIN LATERAL (
  SELECT now() - n * interval '2 seconds' AS "at", md5($1::text || $2::text || n) AS "id") AS made`;

const insertEvents = `
  INSERT INTO "ReportedEvent" ("accountId", "id", "event", "body", "reportedAt")
  SELECT $1, "id", 'user.updated', '{"event":"user.updated","payload":{"account_id":"' || $1 || '","object":{"id":"' || n || '","notes":"'
         || repeat('x', 400) || '"}},"event_ts":1739923527572}', "at"
    FROM ${rows}`;

const insertDeliveries = `
  INSERT INTO "Delivery" ("id", "accountId", "reportId", "appId", "subscriptionId", "event", "state", "createdAt", "dueAt", "endedAt",
                          "attemptCount", "lastStatus", "lastTookMs")
  SELECT "id", $1, "id", $2, 'removed', 'user.updated', 'delivered', "at", "at", "at", 1, 200, 12 FROM ${rows}`;

const insertAttempts = `
  INSERT INTO "DeliveryAttempt" ("deliveryId", "number", "startedAt", "url", "address", "requestHeaders", "status", "responseHeaders",
                                 "responseBody", "timings")
  SELECT "id", 1, "at", 'https://hooks.example.com/in', '192.0.2.1',
         jsonb_build_object('content-type', 'application/json; charset=utf-8', 'webhook-id', "id", 'webhook-signature', 'v1,' || repeat('x', 44)),
         200, '{"server": "example"}', 'ok', '{"total": 12}'
    FROM ${rows}`;
