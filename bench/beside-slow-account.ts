import { setTimeout as sleep } from "node:timers/promises";
import { printTable } from "@/bench/numbers";
import { startSink } from "@/bench/sink";
import { pool } from "@/lib/db";
import { reportEvents } from "@/lib/events/publish";
import { subscribe } from "@/lib/testing/deliveries";
import { makeApp, makeWorld } from "@/lib/testing/world";

const apps = 25;
const endpointsPerApp = 20;
const eventsToSlow = 30;
const aloneMs = 12_000;
const healthyEvents = 200;
const everyMs = 100;

const updated = { event: "user.updated", payload: { object: { id: "u1" } } };

/**
 * One account has 500 endpoints that answer after 2.7 s and 30 events for each; another reports one event every 100 ms
 * for its one healthy endpoint. Prints how fast the first is served alone, and how long the other one's deliveries wait,
 * from the report to the attempt, by the database's clock.
 */
export async function besideSlowAccount(startWorker: () => Promise<() => Promise<void>>): Promise<void> {
  const slow = await startSink("slow");
  const healthy = await startSink("healthy");
  const busy = await makeWorld(pool());
  for (let n = 0; n < apps; n++) {
    const app = await makeApp(pool(), { owner: busy.admin, scopes: ["user:read:user:admin"] });
    for (let m = 0; m < endpointsPerApp; m++) await subscribe(pool(), app, { url: `${slow.url}${m}` });
  }
  await reportEvents(busy.account.accountId, Array(eventsToSlow).fill(updated));
  const other = await makeWorld(pool());
  await subscribe(pool(), other.app, { url: healthy.url });

  const stopWorker = await startWorker();
  while (slow.at.length === 0) await sleep(1);
  await sleep(aloneMs);
  const perSecond = slow.at.length / (aloneMs / 1000);
  for (let n = 0; n < healthyEvents; n++) {
    await reportEvents(other.account.accountId, [updated]);
    await sleep(everyMs);
  }
  while (await isAnyPending(other.app.appId)) await sleep(50);
  const { p50, p99, max } = await waits(other.app.appId);
  printTable([
    [`${healthyEvents} to a healthy endpoint beside another account's 500 slow ones`, "p50 ms", "p99 ms", "max ms"],
    ["from the report to the attempt", ...[p50, p99, max].map((ms) => ms.toFixed(0))],
  ]);
  console.log(`The slow account alone: ${perSecond.toFixed(0)} attempts/s`);
  await stopWorker();
  for (const sink of [slow, healthy]) await sink.stop();
}

async function isAnyPending(appId: string): Promise<boolean> {
  const text = `SELECT 1 FROM "Delivery" WHERE "appId" = $1 AND "state" = 'pending' LIMIT 1`;
  return ((await pool().query(text, [appId])).rowCount ?? 0) > 0;
}

async function waits(appId: string): Promise<{ p50: number; p99: number; max: number }> {
  const at = (share: number) => `percentile_disc(${share}) WITHIN GROUP (ORDER BY "ms")`;
  const { rows } = await pool().query(
    `SELECT ${at(0.5)} AS "p50", ${at(0.99)} AS "p99", max("ms") AS "max" FROM (
       SELECT (extract(epoch FROM t."startedAt" - d."createdAt") * 1000)::float8 AS "ms"
         FROM "Delivery" d JOIN "DeliveryAttempt" t ON t."deliveryId" = d."id" AND t."number" = 1
        WHERE d."appId" = $1) waited`,
    [appId],
  );
  return rows[0];
}
