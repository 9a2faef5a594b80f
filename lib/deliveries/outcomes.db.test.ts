import { beforeEach, describe, expect, it } from "vitest";
import { db, pool } from "@/lib/database/db";
import { publishTest, reportEvents } from "@/lib/deliveries/publish";
import { recordAttempts } from "@/lib/deliveries/record";
import { giveBackHeld } from "@/lib/deliveries/sweep";
import { disableSubscription } from "@/lib/subscriptions/disable";
import { attemptOf, subscribe } from "@/tests/support/deliveries";
import {
  claim,
  claimOne,
  healthOf,
  makeSubscriber,
  pass,
  putOff,
  rowOf,
  statesOf,
  updated,
} from "@/tests/support/engine";
import { activateApp, deactivateApp, giveScope, makeApp, removeApp, takeScope } from "@/tests/support/world";

let w: Awaited<ReturnType<typeof makeSubscriber>>;

beforeEach(async () => {
  w = await makeSubscriber();
});

describe("a failed attempt", () => {
  it("is retried after the table's delays, up to ten attempts, then the delivery has failed", async () => {
    await w.report();
    const delays: { least: number; most: number }[] = [];
    let claimed = await claimOne();
    for (;;) {
      const failed = attemptOf(claimed, { status: 503 });
      const delay = await putOff(claimed.id, () => recordAttempts([failed]));
      if ((await rowOf(claimed.id)).state !== "pending") break;
      delays.push(delay);
      await pass("30 hours");
      claimed = await claimOne();
    }
    const table = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];
    expect(delays).toHaveLength(9);
    for (const [i, { least, most }] of delays.entries()) {
      expect(most).toBeGreaterThanOrEqual((table[i] ?? 0) * 0.8);
      expect(least).toBeLessThanOrEqual((table[i] ?? 0) * 1.2);
    }
    const row = await rowOf(claimed.id);
    expect(row).toMatchObject({ state: "failed", attemptCount: 10, retry: 10, lastStatus: 503, lastFailure: "status" });
    expect(row.attempts.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it("waits as long as Retry-After asks, between the table's delay and twice that", async () => {
    await w.report();
    const claimed = await claimOne();
    const busy = attemptOf(claimed, { status: 429, retryAfterSeconds: 9 });
    const { least, most } = await putOff(claimed.id, () => recordAttempts([busy]));
    expect(most).toBeGreaterThanOrEqual(9);
    expect(least).toBeLessThanOrEqual(9);
  });

  it("without a response stores none", async () => {
    await w.report();
    const claimed = await claimOne();
    await recordAttempts([attemptOf(claimed, { status: null, address: null, failure: "dns", message: "Not known." })]);
    const { attempts } = await rowOf(claimed.id);
    expect(attempts).toMatchObject([
      { status: null, responseHeaders: null, responseBody: null, failure: "dns", message: "Not known." },
    ]);
  });
});

describe("an endpoint that is given up", () => {
  const noticesOf = () =>
    db().notice.findMany({ where: { appId: w.app.appId }, select: { kind: true, message: true } });
  const subscriptionRow = () => db().subscription.findUniqueOrThrow({ where: { id: w.subscription } });

  it("answered 410: its subscription is disabled, pending deliveries are cancelled, and people are notified", async () => {
    await w.report(30);
    const [one, ...others] = await claim();
    if (!one) throw new Error("Nothing was due");
    const givenUp = await recordAttempts([attemptOf(one, { status: 410 }), ...others.map((other) => attemptOf(other))]);
    expect(givenUp).toEqual([{ subscriptionId: w.subscription, because: "gone" }]);
    await disableSubscription(w.subscription, "gone");
    await disableSubscription(w.subscription, "gone");
    expect(await subscriptionRow()).toMatchObject({ enabled: false, disabledBecause: "gone" });
    expect(await rowOf(one.id)).toMatchObject({ state: "failed", lastStatus: 410 });
    expect((await statesOf(w.subscription)).sort()).toEqual([
      ...Array.from({ length: 20 }, () => "cancelled"),
      ...Array.from({ length: 9 }, () => "delivered"),
      "failed",
    ]);
    expect(await noticesOf()).toEqual([
      {
        kind: `endpoint-gone:${w.subscription}`,
        message: expect.stringContaining("https://hooks.example.com/in answered 410"),
      },
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

  it("failed for five days without a success: the next failure disables it, none before does", async () => {
    await w.report();
    const fail = async () =>
      recordAttempts([attemptOf(await claimOne(), { status: null, failure: "timeout", message: "Late." })]);
    expect(await fail()).toEqual([]);
    await pass("4 days 23 hours");
    expect(await fail()).toEqual([]);
    await pass("2 hours");
    expect(await fail()).toEqual([{ subscriptionId: w.subscription, because: "failing" }]);
    await disableSubscription(w.subscription, "failing");
    expect(await subscriptionRow()).toMatchObject({ enabled: false, disabledBecause: "failing" });
    expect((await noticesOf()).map(({ kind }) => kind)).toEqual([`endpoint-failing:${w.subscription}`]);
  });

  it("excludes one with a success in between", async () => {
    await w.report(2);
    const [one, two] = await claim();
    if (!one || !two) throw new Error("Too little was due");
    await recordAttempts([attemptOf(one, { status: 500 })]);
    await pass("3 days");
    await recordAttempts([attemptOf(two)]);
    await pass("3 days");
    expect(await recordAttempts([attemptOf(await claimOne(), { status: 500 })])).toEqual([]);
  });

  it("excludes one at which only tests failed", async () => {
    for (const status of [500, 410]) {
      await db().$transaction((tx) => publishTest(tx, w.test));
      const test = await claimOne();
      expect(await recordAttempts([attemptOf(test, { status })])).toEqual([]);
      expect(await rowOf(test.id)).toMatchObject({ state: "failed", attemptCount: 1 });
    }
    expect(await healthOf(w.subscription)).toBeNull();
  });
});

describe("what is switched off", () => {
  const off: [string, () => Promise<unknown>][] = [
    ["the app is deactivated", () => deactivateApp(pool(), w.app)],
    ["the app was removed", () => removeApp(pool(), w.app)],
    [
      "Event subscriptions go off",
      () => pool().query(`UPDATE "App" SET "eventsEnabled" = false WHERE "id" = $1`, [w.app.appId]),
    ],
    [
      "the subscription is disabled",
      () => pool().query(`UPDATE "Subscription" SET "enabled" = false WHERE "id" = $1`, [w.subscription]),
    ],
    [
      "the subscription was removed",
      () => pool().query(`DELETE FROM "Subscription" WHERE "id" = $1`, [w.subscription]),
    ],
  ];

  it.each(off)("receives nothing more: %s", async (_how, switchOff) => {
    await w.report(3);
    await switchOff();
    expect(await statesOf(w.subscription)).toEqual(["cancelled", "cancelled", "cancelled"]);
    expect(await claim()).toEqual([]);
  });

  it.each(off)("receives nothing of a report made at the same moment: %s", async (_how, switchOff) => {
    await w.report(3);
    await switchOff();
    await pool().query(`UPDATE "Delivery" SET "state" = 'pending', "endedAt" = NULL WHERE "subscriptionId" = $1`, [
      w.subscription,
    ]);
    expect(await claim()).toEqual([]);
    expect(await statesOf(w.subscription)).toEqual(["cancelled", "cancelled", "cancelled"]);
  });

  it("stays cancelled when the app is activated again", async () => {
    await w.report();
    await deactivateApp(pool(), w.app);
    await activateApp(pool(), w.app);
    expect(await claim()).toEqual([]);
    expect(await statesOf(w.subscription)).toEqual(["cancelled"]);
  });

  it("still receives a draft's tests, but no other delivery of an app that is not activated", async () => {
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

describe("an event the app may no longer receive", () => {
  it("has its pending deliveries held until allowed again, and loses none", async () => {
    await w.report(3);
    await takeScope(pool(), w.app, "user:read:user:admin");
    expect(await claim()).toEqual([]);
    expect(await statesOf(w.subscription)).toEqual(["held", "held", "held"]);
    expect(await giveBackHeld()).toBe(0);
    await w.report();
    await giveScope(pool(), w.app, "user:read:user:admin");
    expect(await giveBackHeld()).toBe(3);
    expect(await claim()).toHaveLength(3);
  });

  it("does not hold other events", async () => {
    const meetings = await subscribe(pool(), w.app, { events: ["meeting.alert"] });
    await w.report();
    await reportEvents(w.account.accountId, [{ event: "meeting.alert", payload: {} }]);
    await takeScope(pool(), w.app, "user:read:user:admin");
    expect((await claim()).map(({ subscriptionId }) => subscriptionId)).toEqual([meetings]);
  });

  it("is cancelled, not sent, if the app is deactivated in the meantime", async () => {
    await w.report();
    await takeScope(pool(), w.app, "user:read:user:admin");
    await claim();
    await deactivateApp(pool(), w.app);
    await giveScope(pool(), w.app, "user:read:user:admin");
    expect(await giveBackHeld()).toBe(0);
    expect(await statesOf(w.subscription)).toEqual(["cancelled"]);
  });
});
