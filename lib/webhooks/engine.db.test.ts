import { beforeEach, describe, expect, it } from "vitest";
import { db, pool } from "@/lib/db";
import { publishTest, reportEvents } from "@/lib/events/publish";
import { attemptOf, subscribe } from "@/lib/testing/deliveries";
import { activateApp, deactivateApp, giveScope, makeApp, makeWorld, removeApp, takeScope } from "@/lib/testing/world";
import { type Claimed, claimDeliveries } from "@/lib/webhooks/claim";
import { disableSubscription } from "@/lib/webhooks/disable";
import { recordAttempts } from "@/lib/webhooks/record";
import { atOnce } from "@/lib/webhooks/rules";
import { giveBackHeld } from "@/lib/webhooks/sweep";

let w: Awaited<ReturnType<typeof makeWorld>>;
let subscription: string;

beforeEach(async () => {
  await pool().query(`DELETE FROM "Subscription"`);
  w = await makeWorld(pool());
  subscription = await subscribe(pool(), w.app);
});

const updated = { event: "user.updated", payload: { object: { id: "u1" } } };

const report = (count = 1) =>
  reportEvents(
    w.account.accountId,
    Array.from({ length: count }, () => updated),
  );

const nothing = { free: 1000, byEndpoint: new Map<string, number>() };
const claim = () => claimDeliveries(nothing);

async function claimOne(): Promise<Claimed> {
  const [one, ...more] = await claim();
  if (!one || more.length > 0) throw new Error(`${more.length + (one ? 1 : 0)} deliveries were due, not one`);
  return one;
}

const rowOf = (id: string) =>
  db().delivery.findUniqueOrThrow({ where: { id }, include: { attempts: { orderBy: { number: "asc" } } } });

const statesOf = async (subscriptionId = subscription) =>
  (await db().delivery.findMany({ where: { subscriptionId } })).map(({ state }) => state);

const healthOf = (subscriptionId = subscription) => db().endpointHealth.findUnique({ where: { subscriptionId } });

/** Lets time pass for what waits: deliveries, the circuit breaker, the first failure. */
async function pass(time: string): Promise<void> {
  await pool().query(`UPDATE "Delivery" SET "dueAt" = "dueAt" - $1::interval WHERE "state" = 'pending'`, [time]);
  await pool().query(
    `UPDATE "EndpointHealth" SET "openUntil" = "openUntil" - $1::interval, "failingSince" = "failingSince" - $1::interval`,
    [time],
  );
}

const secondsUntilDue = async (id: string): Promise<number> => {
  const { rows } = await pool().query(
    `SELECT extract(epoch FROM "dueAt" - now())::float8 AS "s" FROM "Delivery" WHERE "id" = $1`,
    [id],
  );
  return rows[0].s;
};

describe("a claimed delivery", () => {
  it("is nobody else's until its lease ends, then the next one's", async () => {
    await report();
    const first = await claimOne();
    expect(await claim()).toEqual([]);
    await pass("9 seconds");
    expect(await claim()).toEqual([]);
    await pass("2 seconds");
    expect(await claimOne()).toMatchObject({ id: first.id, fence: first.fence + 1, body: first.body });
  });

  it("is claimed once, however many claim at the same moment", async () => {
    await Promise.all(Array.from({ length: 4 }, () => subscribe(pool(), w.app)));
    await report(20);
    const claimed = (await Promise.all(Array.from({ length: 12 }, claim))).flat();
    expect(new Set(claimed.map(({ id }) => id)).size).toBe(claimed.length);
    expect(claimed.length).toBeGreaterThanOrEqual(5 * atOnce.perEndpoint);
  });

  it("is written down with what was sent and what came back", async () => {
    await report();
    const claimed = await claimOne();
    await recordAttempts([attemptOf(claimed)]);
    const { attempts, ...row } = await rowOf(claimed.id);
    expect(row).toMatchObject({
      state: "delivered",
      attemptCount: 1,
      retry: 0,
      lastStatus: 200,
      lastFailure: null,
      lastTookMs: 12,
    });
    expect(row.endedAt).not.toBeNull();
    expect(attempts).toMatchObject([
      {
        number: 1,
        url: "https://hooks.example.com/in",
        address: "192.0.2.1",
        requestHeaders: { "content-type": "application/json" },
        status: 200,
        responseHeaders: { server: "test" },
        responseBody: "seen",
        timings: { dns: 1, connect: 2, tls: 3, firstByte: 10, total: 12.4 },
        failure: null,
        message: null,
      },
    ]);
  });

  it("that another worker has claimed since is left as that one leaves it", async () => {
    await report();
    const frozen = await claimOne();
    await pass("11 seconds");
    const awake = await claimOne();
    await recordAttempts([attemptOf(frozen, { status: 500 })]);
    expect(await rowOf(frozen.id)).toMatchObject({ state: "pending", attemptCount: 0, attempts: [] });
    await recordAttempts([attemptOf(awake)]);
    await recordAttempts([attemptOf(frozen, { status: 500 })]);
    expect(await rowOf(frozen.id)).toMatchObject({ state: "delivered", attemptCount: 1, attempts: [{ status: 200 }] });
    expect(await healthOf()).toBeNull();
  });

  it("is written down once, also when the statement is sent again because its answer was lost", async () => {
    await report();
    const attempts = [attemptOf(await claimOne(), { status: 500 })];
    await recordAttempts(attempts);
    await recordAttempts(attempts);
    expect(await rowOf(attempts[0]?.claimed.id ?? "")).toMatchObject({
      attemptCount: 1,
      retry: 1,
      attempts: [{ number: 1 }],
    });
    expect(await healthOf()).toMatchObject({ failuresInRow: 1 });
  });

  it("that is cancelled while it is under way keeps its attempt and stays cancelled", async () => {
    await report();
    const claimed = await claimOne();
    await deactivateApp(pool(), w.app);
    await recordAttempts([attemptOf(claimed)]);
    expect(await rowOf(claimed.id)).toMatchObject({ state: "cancelled", attemptCount: 1, attempts: [{ status: 200 }] });
  });

  it("of a subscription that is removed meanwhile is written down too", async () => {
    await report();
    const claimed = await claimOne();
    await pool().query(`DELETE FROM "Subscription" WHERE "id" = $1`, [subscription]);
    await recordAttempts([attemptOf(claimed, { status: 500 })]);
    expect(await rowOf(claimed.id)).toMatchObject({ state: "cancelled", lastStatus: 500 });
  });
});

describe("a failed attempt", () => {
  it("is made again after the table's delays, ten times, then the delivery has failed", async () => {
    await report();
    const seconds: number[] = [];
    let claimed = await claimOne();
    for (;;) {
      await recordAttempts([attemptOf(claimed, { status: 503 })]);
      if ((await rowOf(claimed.id)).state !== "pending") break;
      seconds.push(await secondsUntilDue(claimed.id));
      await pass("30 hours");
      claimed = await claimOne();
    }
    const table = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];
    expect(seconds).toHaveLength(9);
    for (const [i, s] of seconds.entries()) {
      expect(s).toBeGreaterThan((table[i] ?? 0) * 0.8 - 1);
      expect(s).toBeLessThanOrEqual((table[i] ?? 0) * 1.2);
    }
    const row = await rowOf(claimed.id);
    expect(row).toMatchObject({ state: "failed", attemptCount: 10, retry: 10, lastStatus: 503, lastFailure: "status" });
    expect(row.attempts.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it("waits for as long as Retry-After says, within the table's delay and twice it", async () => {
    await report();
    const claimed = await claimOne();
    await recordAttempts([attemptOf(claimed, { status: 429, retryAfterSeconds: 9 })]);
    expect(await secondsUntilDue(claimed.id)).toBeGreaterThan(8);
    expect(await secondsUntilDue(claimed.id)).toBeLessThanOrEqual(9);
  });

  it("without an answer keeps none", async () => {
    await report();
    const claimed = await claimOne();
    await recordAttempts([attemptOf(claimed, { status: null, address: null, failure: "dns", message: "Not known." })]);
    const { attempts } = await rowOf(claimed.id);
    expect(attempts).toMatchObject([
      { status: null, responseHeaders: null, responseBody: null, failure: "dns", message: "Not known." },
    ]);
  });
});

describe("endpoints", () => {
  it("are served side by side: one with a long line takes no more than its share", async () => {
    await report(40);
    const other = await subscribe(pool(), w.app, { events: ["user.created"] });
    await reportEvents(w.account.accountId, [{ event: "user.created", payload: {} }]);
    const claimed = await claim();
    expect(claimed.filter(({ subscriptionId }) => subscriptionId === subscription)).toHaveLength(atOnce.perEndpoint);
    expect(claimed.filter(({ subscriptionId }) => subscriptionId === other)).toHaveLength(1);
  });

  it("have no more under way than their share, and the process no more than its own", async () => {
    await report(40);
    const busy = new Map([[subscription, atOnce.perEndpoint - 2]]);
    expect(await claimDeliveries({ free: 100, byEndpoint: busy })).toHaveLength(2);
    expect(await claimDeliveries({ free: 3, byEndpoint: new Map() })).toHaveLength(3);
  });

  it("that wait for nothing go before those that have some under way", async () => {
    const others = await Promise.all(Array.from({ length: 4 }, () => subscribe(pool(), w.app)));
    await report(2);
    const byEndpoint = new Map([subscription, ...others.slice(1)].map((id) => [id, 1]));
    const [first] = await claimDeliveries({ free: 1, byEndpoint });
    expect(first?.subscriptionId).toBe(others[0]);
  });

  it("have their deliveries in the order of their moments", async () => {
    const ids = [];
    for (let i = 0; i < 3; i++) ids.push(...(await report()));
    const claimed = await claim();
    const rows = await db().delivery.findMany({
      where: { id: { in: claimed.map(({ id }) => id) } },
      orderBy: { createdAt: "asc" },
    });
    expect(rows.map(({ reportId }) => reportId)).toEqual(ids);
  });
});

describe("the circuit breaker", () => {
  const failAll = async (claimed: Claimed[]) => recordAttempts(claimed.map((one) => attemptOf(one, { status: 500 })));

  beforeEach(async () => {
    await report(30);
    await failAll(await claim());
  });

  it("opens after some failures in a row: nothing is sent for a while, then one probe at a time", async () => {
    expect(await healthOf()).toMatchObject({ failuresInRow: atOnce.perEndpoint });
    expect(await claim()).toEqual([]);
    await pass("2 seconds");
    const probes = (await Promise.all([claim(), claim(), claim()])).flat();
    expect(probes).toHaveLength(1);
    await failAll(probes);
    expect(await claim()).toEqual([]);
    await pass("2 seconds");
    expect(await claim()).toHaveLength(1);
  });

  it("lets the next probe go when the one before was lost with its worker", async () => {
    await pass("2 seconds");
    expect(await claim()).toHaveLength(1);
    await pass("11 seconds");
    expect(await claim()).toHaveLength(1);
  });

  it("waits longer the longer the endpoint has failed, up to half a minute", async () => {
    const waits: number[] = [];
    for (const time of ["40 seconds", "1 hour", "1 day"]) {
      await pass(time);
      await failAll(await claim());
      const { rows } = await pool().query(
        `SELECT extract(epoch FROM "openUntil" - now())::float8 AS "s" FROM "EndpointHealth"`,
      );
      waits.push(Math.round(rows[0].s));
    }
    expect(waits).toEqual([10, 30, 30]);
  });

  it("closes with the first success: all that waits is sent", async () => {
    await pass("2 seconds");
    await recordAttempts((await claim()).map((one) => attemptOf(one)));
    expect(await healthOf()).toBeNull();
    expect(await claim()).toHaveLength(atOnce.perEndpoint);
  });

  it("keeps nobody else's deliveries", async () => {
    const other = await subscribe(pool(), w.app);
    await report(3);
    expect((await claim()).map(({ subscriptionId }) => subscriptionId)).toEqual([other, other, other]);
  });

  it("does not keep what a person asked for, which goes before all that waits; its success closes it", async () => {
    const id = await db().$transaction((tx) =>
      publishTest(tx, {
        ...{ accountId: w.account.accountId, appId: w.app.appId, subscriptionId: subscription },
        ...updated,
      }),
    );
    const test = await claimOne();
    expect(test).toMatchObject({ id, isTest: true });
    await recordAttempts([attemptOf(test)]);
    expect(await claim()).toHaveLength(atOnce.perEndpoint);
  });
});

describe("an endpoint that is given up", () => {
  const giveUp = (because: "gone" | "failing") => disableSubscription(subscription, because);
  const noticesOf = () =>
    db().notice.findMany({ where: { appId: w.app.appId }, select: { kind: true, message: true } });
  const subscriptionRow = () => db().subscription.findUniqueOrThrow({ where: { id: subscription } });

  it("answered 410: its subscription is disabled at once, what waits for it cancelled, and people are told", async () => {
    await report(30);
    const [one, ...others] = await claim();
    if (!one) throw new Error("Nothing was due");
    const givenUp = await recordAttempts([attemptOf(one, { status: 410 }), ...others.map((other) => attemptOf(other))]);
    expect(givenUp).toEqual([{ subscriptionId: subscription, because: "gone" }]);
    await giveUp("gone");
    await giveUp("gone");
    expect(await subscriptionRow()).toMatchObject({ enabled: false, disabledBecause: "gone" });
    expect(await rowOf(one.id)).toMatchObject({ state: "failed", lastStatus: 410 });
    expect((await statesOf()).sort()).toEqual([
      ...Array.from({ length: 20 }, () => "cancelled"),
      ...Array.from({ length: 9 }, () => "delivered"),
      "failed",
    ]);
    expect(await noticesOf()).toEqual([
      { kind: "endpoint-gone", message: expect.stringContaining("https://hooks.example.com/in answered 410") },
    ]);
    const [entry, ...more] = await db().auditEntry.findMany({ where: { appId: w.app.appId } });
    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      action: "app.subscriptionDisabled",
      actorId: null,
      actorName: "Patchbay",
      after: { because: "gone" },
    });
  });

  it("did nothing but fail for five days: the failure after that disables it, none before does", async () => {
    await report();
    const fail = async () =>
      recordAttempts([attemptOf(await claimOne(), { status: null, failure: "timeout", message: "Late." })]);
    expect(await fail()).toEqual([]);
    await pass("4 days 23 hours");
    expect(await fail()).toEqual([]);
    await pass("2 hours");
    expect(await fail()).toEqual([{ subscriptionId: subscription, because: "failing" }]);
    await giveUp("failing");
    expect(await subscriptionRow()).toMatchObject({ enabled: false, disabledBecause: "failing" });
    expect((await noticesOf()).map(({ kind }) => kind)).toEqual(["endpoint-failing"]);
  });

  it("is not one with a success in between", async () => {
    await report(2);
    const [one, two] = await claim();
    if (!one || !two) throw new Error("Too little was due");
    await recordAttempts([attemptOf(one, { status: 500 })]);
    await pass("3 days");
    await recordAttempts([attemptOf(two)]);
    await pass("3 days");
    expect(await recordAttempts([attemptOf(await claimOne(), { status: 500 })])).toEqual([]);
  });

  it("is not one that only tests fail at", async () => {
    for (const status of [500, 410]) {
      await db().$transaction((tx) =>
        publishTest(tx, {
          accountId: w.account.accountId,
          appId: w.app.appId,
          subscriptionId: subscription,
          ...updated,
        }),
      );
      const test = await claimOne();
      expect(await recordAttempts([attemptOf(test, { status })])).toEqual([]);
      expect(await rowOf(test.id)).toMatchObject({ state: "failed", attemptCount: 1 });
    }
    expect(await healthOf()).toBeNull();
  });
});

describe("what is switched off", () => {
  const off: [string, () => Promise<unknown>][] = [
    ["the app is deactivated", () => deactivateApp(pool(), w.app)],
    ["the app is removed", () => removeApp(pool(), w.app)],
    [
      "Event subscriptions go off",
      () => pool().query(`UPDATE "App" SET "eventsEnabled" = false WHERE "id" = $1`, [w.app.appId]),
    ],
    [
      "the subscription is disabled",
      () => pool().query(`UPDATE "Subscription" SET "enabled" = false WHERE "id" = $1`, [subscription]),
    ],
    ["the subscription is removed", () => pool().query(`DELETE FROM "Subscription" WHERE "id" = $1`, [subscription])],
  ];

  it.each(off)("sends nothing any more: %s", async (_how, switchOff) => {
    await report(3);
    await switchOff();
    expect(await statesOf()).toEqual(["cancelled", "cancelled", "cancelled"]);
    expect(await claim()).toEqual([]);
  });

  it.each(off)("sends nothing either of what a report made at the same moment: %s", async (_how, switchOff) => {
    await report(3);
    await switchOff();
    await pool().query(`UPDATE "Delivery" SET "state" = 'pending', "endedAt" = NULL WHERE "subscriptionId" = $1`, [
      subscription,
    ]);
    expect(await claim()).toEqual([]);
    expect(await statesOf()).toEqual(["cancelled", "cancelled", "cancelled"]);
  });

  it("stays cancelled when the app is activated again", async () => {
    await report();
    await deactivateApp(pool(), w.app);
    await activateApp(pool(), w.app);
    expect(await claim()).toEqual([]);
    expect(await statesOf()).toEqual(["cancelled"]);
  });

  it("lets a draft's test go, and no other app's that is not activated", async () => {
    const draft = await makeApp(pool(), { owner: w.admin, state: "draft" });
    const dead = await makeApp(pool(), { owner: w.admin, state: "deactivated" });
    const ids: string[] = [];
    for (const { appId } of [draft, dead]) {
      const subscriptionId = await subscribe(pool(), { appId });
      ids.push(
        await db().$transaction((tx) =>
          publishTest(tx, { accountId: w.account.accountId, appId, subscriptionId, ...updated }),
        ),
      );
    }
    expect((await claim()).map(({ id }) => id)).toEqual([ids[0]]);
    expect((await rowOf(ids[1] ?? "")).state).toBe("cancelled");
  });
});

describe("an event whose right is lost", () => {
  it("holds what is pending until the right is there again, and loses none of it", async () => {
    await report(3);
    await takeScope(pool(), w.app, "user:read:user:admin");
    expect(await claim()).toEqual([]);
    expect(await statesOf()).toEqual(["held", "held", "held"]);
    expect(await giveBackHeld()).toBe(0);
    await report();
    await giveScope(pool(), w.app, "user:read:user:admin");
    expect(await giveBackHeld()).toBe(3);
    expect(await claim()).toHaveLength(3);
  });

  it("is held for that event alone", async () => {
    const meetings = await subscribe(pool(), w.app, { events: ["meeting.alert"] });
    await report();
    await reportEvents(w.account.accountId, [{ event: "meeting.alert", payload: {} }]);
    await takeScope(pool(), w.app, "user:read:user:admin");
    expect((await claim()).map(({ subscriptionId }) => subscriptionId)).toEqual([meetings]);
  });

  it("is cancelled, not sent, when the app is deactivated meanwhile", async () => {
    await report();
    await takeScope(pool(), w.app, "user:read:user:admin");
    await claim();
    await deactivateApp(pool(), w.app);
    await giveScope(pool(), w.app, "user:read:user:admin");
    expect(await giveBackHeld()).toBe(0);
    expect(await statesOf()).toEqual(["cancelled"]);
  });
});
