import { setTimeout as sleep } from "node:timers/promises";
import { printTable } from "@/bench/numbers";
import { startSink } from "@/bench/sink";
import { pool } from "@/lib/database/db";
import { reportEvents } from "@/lib/deliveries/publish";
import { subscribe } from "@/tests/support/deliveries";
import { makeApp, makeWorld } from "@/tests/support/world";

const apps = 25;
const endpointsPerApp = 20;
const eventsToSlow = 30;
const aloneMs = 12_000;
const healthyEvents = 200;
const everyMs = 100;

const updated = { event: "user.updated", payload: { object: { id: "u1" } } };

/**
 * One account reports an event every 100 ms for its one healthy endpoint: first alone, then beside an account with 500
 * endpoints that answer after 2.7 s and 30 events for each. Prints how long its deliveries wait (from report to
 * attempt, by the database's clock) and how many attempts per second the slow account gets meanwhile.
 */
export async function besideSlowAccount(startWorker: () => Promise<() => Promise<void>>): Promise<void> {
  const [slow, healthy] = [await startSink("slow"), await startSink("healthy")];
  const stopWorker = await startWorker();
  const alone = await waitsOf(healthy.url);
  const busy = await slowAccount(slow.url);
  while (slow.at.length === 0) await sleep(1);
  await sleep(aloneMs);
  const perSecond = slow.at.length / (aloneMs / 1000);
  const beside = await waitsOf(healthy.url);
  printTable([
    [`${healthyEvents} to a healthy endpoint`, "p50 ms", "p99 ms", "max ms"],
    ["alone", ...alone],
    [`beside another account's ${busy} slow ones`, ...beside],
  ]);
  console.log(`The slow account: ${perSecond.toFixed(0)} attempts/s`);
  await stopWorker();
  for (const sink of [slow, healthy]) await sink.stop();
}

/** @returns the number of its endpoints */
async function slowAccount(url: string): Promise<number> {
  const { account, admin } = await makeWorld(pool());
  for (let n = 0; n < apps; n++) {
    const app = await makeApp(pool(), { owner: admin, scopes: ["user:read:user:admin"] });
    for (let m = 0; m < endpointsPerApp; m++) await subscribe(pool(), app, { url: `${url}${m}` });
  }
  await reportEvents(account.accountId, Array(eventsToSlow).fill(updated));
  return apps * endpointsPerApp;
}

/** Reports events to a new account with one endpoint; returns its delays. */
async function waitsOf(url: string): Promise<string[]> {
  const { account, app } = await makeWorld(pool());
  await subscribe(pool(), app, { url });
  for (let n = 0; n < healthyEvents; n++) {
    await reportEvents(account.accountId, [updated]);
    await sleep(everyMs);
  }
  while (await isAnyPending(app.appId)) await sleep(50);
  const { p50, p99, max } = await waits(app.appId);
  return [p50, p99, max].map((ms) => ms.toFixed(0));
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
