import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db, pool } from "@/lib/database/db";
import { subscribe } from "@/tests/support/deliveries";
import { updated } from "@/tests/support/engine";
import { type MachineServer, startMachine, tokenOf } from "@/tests/support/machine-server";
import { figure, times } from "@/tests/support/prove";
import { useSettings } from "@/tests/support/settings";
import { until } from "@/tests/support/until";
import { deactivateApp, makeApp, makeWorld } from "@/tests/support/world";

let w: Awaited<ReturnType<typeof makeWorld>>;
let machine: MachineServer;
let token: string;

beforeAll(async () => {
  machine = await startMachine();
});

afterAll(() => machine.stop());

beforeEach(async () => {
  w = await makeWorld(pool());
  const backend = await makeApp(pool(), { owner: w.admin, scopes: ["marketplace:write:event:admin"] });
  token = await tokenOf(machine, backend);
});

const report = (count: number, event = updated) => {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  return machine.send({ path: "/v2/events", body: JSON.stringify({ events: Array(count).fill(event) }), headers });
};

const subscribeTimes = (count: number) => Promise.all(Array.from({ length: count }, () => subscribe(pool(), w.app)));

const addSubscriptions = `
  WITH made AS (
    INSERT INTO "Subscription" ("id", "appId", "url", "enabled", "validatedUrl", "validatedTokenId", "validatedAt")
    SELECT md5("id" || n), "appId", "url", true, "url", "validatedTokenId", now()
      FROM "Subscription", generate_series(2, $2::int) n WHERE "id" = $1
    RETURNING "id")
  INSERT INTO "SubscriptionEvent" SELECT "id", 'user.updated' FROM made`;

const recorded = async () => {
  const where = { accountId: w.account.accountId };
  return { events: await db().reportedEvent.count({ where }), deliveries: await db().delivery.count({ where }) };
};

/** Moves the quotas forward in time: minutes end, and open deliveries may be counted again. */
const pass = (time: string) =>
  pool().query(
    `UPDATE "QuotaUse" SET "minuteEndsAt" = "minuteEndsAt" - $2::interval, "countedAt" = "countedAt" - $2::interval WHERE "accountId" = $1`,
    [w.account.accountId, time],
  );

const deliverAll = () =>
  pool().query(
    `UPDATE "Delivery" SET "state" = 'delivered', "endedAt" = now() WHERE "accountId" = $1 AND "state" = 'pending'`,
    [w.account.accountId],
  );

describe("events per minute", () => {
  beforeEach(() => useSettings({ QUOTA_EVENTS_PER_MINUTE: "20" }));

  it("beyond the quota get 429 with the seconds to wait, and none of the report is recorded", async () => {
    await subscribe(pool(), w.app);
    expect((await report(15)).status).toBe(202);
    const { status, json, headers } = await report(6);
    const seconds = Number(headers["retry-after"]);
    expect([status, json]).toEqual([
      429,
      { code: 429, message: `This account’s limit is 20 events per minute. Try again in ${seconds} seconds.` },
    ]);
    expect(seconds).toBeGreaterThan(50);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(await recorded()).toEqual({ events: 15, deliveries: 15 });
    expect((await report(5)).status).toBe(202);
  });

  it("start over after a minute of the database's clock", async () => {
    expect((await report(20)).status).toBe(202);
    expect((await report(1)).status).toBe(429);
    await pass("1 minute");
    expect((await report(20)).status).toBe(202);
    expect((await report(1)).status).toBe(429);
  });

  it("never exceed the quota, however many backends report at the same moment", async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => report(3)));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(6);
    expect((await recorded()).events).toBe(18);
  });

  it("that can't fit in any minute are refused with what to do", async () => {
    const { status, json } = await report(21);
    expect([status, json.message]).toEqual([
      429,
      "This account’s limit is 20 events per minute. Report fewer events at once.",
    ]);
  });

  it("of one account do not count for another", async () => {
    await report(20);
    const other = await makeWorld(pool());
    const backend = await makeApp(pool(), { owner: other.admin, scopes: ["marketplace:write:event:admin"] });
    token = await tokenOf(machine, backend);
    expect((await report(20)).status).toBe(202);
  });

  it("are not limited by a quota of 0", async () => {
    useSettings({ QUOTA_EVENTS_PER_MINUTE: "0" });
    expect((await report(100)).status).toBe(202);
  });
});

describe("pending deliveries", () => {
  beforeEach(() => useSettings({ QUOTA_PENDING_DELIVERIES: "50" }));

  it("count by the rows a report would create; beyond the quota none of it is recorded", async () => {
    await subscribeTimes(5);
    expect((await report(8)).status).toBe(202);
    const { status, json, headers } = await report(3);
    expect([status, json.code, headers["retry-after"]]).toEqual([429, 429, "5"]);
    expect(json.message).toBe(
      "This account’s limit is 50 pending deliveries. Try again once its endpoints have accepted some, or disable subscriptions whose endpoints don’t respond.",
    );
    expect(await recorded()).toEqual({ events: 8, deliveries: 40 });
    expect((await report(2)).status).toBe(202);
  });

  it("name the number a single report would add if it exceeds the quota, and what to do", async () => {
    await subscribeTimes(5);
    const { status, json } = await report(11);
    expect([status, json.message]).toEqual([
      429,
      "This account’s limit is 50 pending deliveries. This would add 55. Report fewer events at once.",
    ]);
  });

  it("never exceed the quota, however many backends report at the same moment", async () => {
    await subscribeTimes(5);
    const answers = await Promise.all(Array.from({ length: times(12, 60) }, () => report(1)));
    const accepted = answers.filter(({ status }) => status === 202).length;
    expect((await recorded()).deliveries).toBe(5 * accepted);
    // What was reserved just before a count may be counted twice for some seconds; after them all of the quota is there.
    await until(async () => {
      await pass("10 seconds");
      await Promise.all(Array.from({ length: 12 }, () => report(1)));
      return (await recorded()).deliveries >= 50;
    });
    expect((await recorded()).deliveries).toBe(50);
    figure("Reports at the same moment against a quota of 50 pending deliveries", `${answers.length} reports: 50 made`);
  });

  it("of an account with many subscriptions stay within the quota, whatever its backends report at once", async () => {
    const [subscriptions, quota] = [times(20, 500), times(4_000, 100_000)];
    useSettings({ QUOTA_PENDING_DELIVERIES: String(quota) });
    await pool().query(addSubscriptions, [await subscribe(pool(), w.app), subscriptions]);
    const answers = await Promise.all(Array.from({ length: 6 }, () => report(100)));
    const { deliveries } = await recorded();
    expect(deliveries).toBe(Math.floor(quota / (100 * subscriptions)) * 100 * subscriptions);
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(Math.floor(quota / (100 * subscriptions)));
    figure(
      `Six reports of 100 events at the same moment, ${subscriptions} subscriptions, a quota of ${quota} pending deliveries`,
      `${deliveries} deliveries made`,
    );
  }, 120_000);

  it("make room as they finish, and so does what a report reserved but never wrote", async () => {
    await subscribeTimes(5);
    await report(10);
    await deliverAll();
    await pass("10 seconds");
    await report(1);
    await pass("10 seconds");
    expect((await report(8)).status).toBe(202);
    await pool().query(`UPDATE "QuotaUse" SET "reserved" = 50 WHERE "accountId" = $1`, [w.account.accountId]);
    expect((await report(1)).status).toBe(429);
    await pass("10 seconds");
    await report(1);
    await pass("10 seconds");
    expect((await report(1)).status).toBe(202);
  });

  it("count from the first report, including those from before counting began", async () => {
    await subscribeTimes(5);
    await report(8);
    await pool().query(`DELETE FROM "QuotaUse" WHERE "accountId" = $1`, [w.account.accountId]);
    expect((await report(1)).status).toBe(202);
    expect((await report(2)).status).toBe(429);
    expect((await recorded()).deliveries).toBe(45);
  });

  it("that are held count too", async () => {
    await subscribeTimes(5);
    await report(10);
    await pool().query(`UPDATE "Delivery" SET "state" = 'held' WHERE "accountId" = $1`, [w.account.accountId]);
    for (let n = 0; n < 2; n++) await pass("10 seconds").then(() => report(1));
    expect((await report(1)).status).toBe(429);
  });

  it("do not block events without a subscription", async () => {
    await subscribeTimes(5);
    await report(10);
    expect((await report(1)).status).toBe(429);
    await deactivateApp(pool(), w.app);
    expect((await report(1)).status).toBe(202);
  });
});
