import { db, pool } from "@/lib/database/db";
import { type Claimed, claimDeliveries } from "@/lib/deliveries/claim";
import { reportEvents } from "@/lib/deliveries/publish";
import { subscribe } from "@/tests/support/deliveries";
import { makeWorld } from "@/tests/support/world";

// The delivery engine step by step, for tests that control what endpoints answer and how time passes.

/** An event that makeWorld's app may receive and is subscribed to. */
export const updated = { event: "user.updated", payload: { object: { id: "u1" } } };

/** An account whose app has one subscription, alone in this database, so that every due delivery is its own. */
export async function makeSubscriber() {
  await pool().query(`DELETE FROM "Subscription"`);
  const world = await makeWorld(pool());
  const subscription = await subscribe(pool(), world.app);
  const report = (count = 1): Promise<string[]> =>
    reportEvents(
      world.account.accountId,
      Array.from({ length: count }, () => updated),
    );
  const test = { accountId: world.account.accountId, appId: world.app.appId, subscriptionId: subscription, ...updated };
  return { ...world, subscription, report, test };
}

/** Claims deliveries as a process with none in progress. */
export const claim = (): Promise<Claimed[]> =>
  claimDeliveries({ free: 1000, byAccount: new Map(), byEndpoint: new Map() });

/** @throws Error unless exactly one delivery is due */
export async function claimOne(): Promise<Claimed> {
  const [one, ...more] = await claim();
  if (!one || more.length > 0) throw new Error(`${more.length + (one ? 1 : 0)} deliveries were due, not one`);
  return one;
}

/** A delivery with its attempts. */
export const rowOf = (id: string) =>
  db().delivery.findUniqueOrThrow({ where: { id }, include: { attempts: { orderBy: { number: "asc" } } } });

/** The states of all deliveries to a subscription. */
export const statesOf = async (subscriptionId: string) =>
  (await db().delivery.findMany({ where: { subscriptionId } })).map(({ state }) => state);

export const healthOf = (subscriptionId: string) => db().endpointHealth.findUnique({ where: { subscriptionId } });

/** Lets time pass for everything that waits: deliveries, circuit breakers, failing endpoints. */
export async function pass(time: string): Promise<void> {
  await pool().query(`UPDATE "Delivery" SET "dueAt" = "dueAt" - $1::interval WHERE "state" = 'pending'`, [time]);
  await pool().query(
    `UPDATE "EndpointHealth" SET "openUntil" = "openUntil" - $1::interval, "failingSince" = "failingSince" - $1::interval`,
    [time],
  );
}

/**
 * Runs what makes a delivery due later. Returns how many seconds later, at least and at most, because the database's
 * clock runs meanwhile.
 */
export async function putOff(id: string, work: () => Promise<unknown>): Promise<{ least: number; most: number }> {
  const begun = await databaseSeconds();
  await work();
  const ended = await databaseSeconds();
  const text = `SELECT extract(epoch FROM "dueAt")::float8 AS "seconds" FROM "Delivery" WHERE "id" = $1`;
  const due = (await pool().query(text, [id])).rows[0].seconds;
  return { least: due - ended, most: due - begun };
}

const databaseSeconds = async (): Promise<number> =>
  (await pool().query("SELECT extract(epoch FROM clock_timestamp())::float8 AS seconds")).rows[0].seconds;
