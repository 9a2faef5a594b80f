import { beforeEach, describe, expect, it } from "vitest";
import { db, pool } from "@/lib/database/db";
import { type Claimed, claimDeliveries } from "@/lib/deliveries/claim";
import { publishTest, reportEvents } from "@/lib/deliveries/publish";
import { recordAttempts } from "@/lib/deliveries/record";
import { atOnce } from "@/lib/deliveries/rules";
import { attemptOf, subscribe } from "@/tests/support/deliveries";
import { claim, claimOne, healthOf, makeSubscriber, pass, rowOf } from "@/tests/support/engine";
import { deactivateApp } from "@/tests/support/world";

let w: Awaited<ReturnType<typeof makeSubscriber>>;

beforeEach(async () => {
  w = await makeSubscriber();
});

describe("a claimed delivery", () => {
  it("belongs to its worker until the lease expires, then to the next", async () => {
    await w.report();
    const first = await claimOne();
    expect(await claim()).toEqual([]);
    await pass("9 seconds");
    expect(await claim()).toEqual([]);
    await pass("2 seconds");
    expect(await claimOne()).toMatchObject({ id: first.id, fence: first.fence + 1, body: first.body });
  });

  it("is claimed once, however many claim at the same moment", async () => {
    await Promise.all(Array.from({ length: 4 }, () => subscribe(pool(), w.app)));
    await w.report(20);
    const claimed = (await Promise.all(Array.from({ length: 12 }, claim))).flat();
    expect(new Set(claimed.map(({ id }) => id)).size).toBe(claimed.length);
    expect(claimed.length).toBeGreaterThanOrEqual(5 * atOnce.perEndpoint);
  });

  it("is recorded with its request and response", async () => {
    await w.report();
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

  it("that another worker has claimed since is not overwritten", async () => {
    await w.report();
    const frozen = await claimOne();
    await pass("11 seconds");
    const awake = await claimOne();
    await recordAttempts([attemptOf(frozen, { status: 500 })]);
    expect(await rowOf(frozen.id)).toMatchObject({ state: "pending", attemptCount: 0, attempts: [] });
    await recordAttempts([attemptOf(awake)]);
    await recordAttempts([attemptOf(frozen, { status: 500 })]);
    expect(await rowOf(frozen.id)).toMatchObject({ state: "delivered", attemptCount: 1, attempts: [{ status: 200 }] });
    expect(await healthOf(w.subscription)).toBeNull();
  });

  it("is recorded once, even if the statement is repeated because its response was lost", async () => {
    await w.report();
    const attempts = [attemptOf(await claimOne(), { status: 500 })];
    await recordAttempts(attempts);
    await recordAttempts(attempts);
    expect(await rowOf(attempts[0]?.claimed.id ?? "")).toMatchObject({
      attemptCount: 1,
      retry: 1,
      attempts: [{ number: 1 }],
    });
    expect(await healthOf(w.subscription)).toMatchObject({ failuresInRow: 1 });
  });

  it("that is cancelled while in progress keeps its attempt and stays cancelled", async () => {
    await w.report();
    const claimed = await claimOne();
    await deactivateApp(pool(), w.app);
    await recordAttempts([attemptOf(claimed)]);
    expect(await rowOf(claimed.id)).toMatchObject({ state: "cancelled", attemptCount: 1, attempts: [{ status: 200 }] });
  });

  it("of a subscription removed in the meantime is recorded too", async () => {
    await w.report();
    const claimed = await claimOne();
    await pool().query(`DELETE FROM "Subscription" WHERE "id" = $1`, [w.subscription]);
    await recordAttempts([attemptOf(claimed, { status: 500 })]);
    expect(await rowOf(claimed.id)).toMatchObject({ state: "cancelled", lastStatus: 500 });
  });
});

describe("endpoints", () => {
  it("are served in parallel: one with a long queue takes only its share", async () => {
    await w.report(40);
    const other = await subscribe(pool(), w.app, { events: ["user.created"] });
    await reportEvents(w.account.accountId, [{ event: "user.created", payload: {} }]);
    const claimed = await claim();
    expect(claimed.filter(({ subscriptionId }) => subscriptionId === w.subscription)).toHaveLength(atOnce.perEndpoint);
    expect(claimed.filter(({ subscriptionId }) => subscriptionId === other)).toHaveLength(1);
  });

  it("have at most their share in progress, and so does the process", async () => {
    await w.report(40);
    const busy = new Map([[w.subscription, atOnce.perEndpoint - 2]]);
    expect(await claimDeliveries({ free: 100, byAccount: new Map(), byEndpoint: busy })).toHaveLength(2);
    expect(await claimDeliveries({ free: 3, byAccount: new Map(), byEndpoint: new Map() })).toHaveLength(3);
  });

  it("that are idle go before those with deliveries in progress", async () => {
    const others = await Promise.all(Array.from({ length: 4 }, () => subscribe(pool(), w.app)));
    await w.report(2);
    const byEndpoint = new Map([w.subscription, ...others.slice(1)].map((id) => [id, 1]));
    const [first] = await claimDeliveries({ free: 1, byAccount: new Map(), byEndpoint });
    expect(first?.subscriptionId).toBe(others[0]);
  });

  it("get their deliveries in the order they are due", async () => {
    const ids = [];
    for (let i = 0; i < 3; i++) ids.push(...(await w.report()));
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
    await w.report(30);
    await failAll(await claim());
  });

  it("opens after five failures in a row: nothing is sent for a while, then one probe at a time", async () => {
    expect(await healthOf(w.subscription)).toMatchObject({ failuresInRow: atOnce.perEndpoint });
    expect(await claim()).toEqual([]);
    await pass("2 seconds");
    const probes = (await Promise.all([claim(), claim(), claim()])).flat();
    expect(probes).toHaveLength(1);
    await failAll(probes);
    expect(await claim()).toEqual([]);
    await pass("2 seconds");
    expect(await claim()).toHaveLength(1);
  });

  it("allows the next probe after one was lost with its worker", async () => {
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

  it("closes with the first success, and everything waiting is sent", async () => {
    await pass("2 seconds");
    await recordAttempts((await claim()).map((one) => attemptOf(one)));
    expect(await healthOf(w.subscription)).toBeNull();
    expect(await claim()).toHaveLength(atOnce.perEndpoint);
  });

  it("does not block other endpoints' deliveries", async () => {
    const other = await subscribe(pool(), w.app);
    await w.report(3);
    expect((await claim()).map(({ subscriptionId }) => subscriptionId)).toEqual([other, other, other]);
  });

  it("does not block what a person requested, which goes first; its success closes the breaker", async () => {
    const id = await db().$transaction((tx) => publishTest(tx, w.test));
    const test = await claimOne();
    expect(test).toMatchObject({ id, isTest: true });
    await recordAttempts([attemptOf(test)]);
    expect(await claim()).toHaveLength(atOnce.perEndpoint);
  });
});
