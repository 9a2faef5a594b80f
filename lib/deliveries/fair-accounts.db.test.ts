import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, describe, expect, it } from "vitest";
import { db, pool } from "@/lib/database/db";
import { type Claimed, claimDeliveries } from "@/lib/deliveries/claim";
import { publishTest, reportEvents } from "@/lib/deliveries/publish";
import { atOnce } from "@/lib/deliveries/rules";
import { giveBackHeld } from "@/lib/deliveries/sweep";
import { startDeliveries } from "@/lib/deliveries/worker";
import { subscribe } from "@/tests/support/deliveries";
import { updated } from "@/tests/support/engine";
import { startReceiver } from "@/tests/support/receiver";
import { useSettings } from "@/tests/support/settings";
import { makeWorld } from "@/tests/support/world";

const report = (accountId: string, count: number) => reportEvents(accountId, Array(count).fill(updated));

/** An account whose app has this many endpoints, each with this many deliveries due. */
async function account({ endpoints, each, url = "" }: { endpoints: number; each: number; url?: string }) {
  const { account, app } = await makeWorld(pool());
  const subscription = await subscribe(pool(), app, url ? { url } : {});
  await pool().query(
    `INSERT INTO "Subscription" ("id", "appId", "url", "enabled", "validatedUrl", "validatedTokenId", "validatedAt")
     SELECT md5("id" || n), "appId", "url", true, "url", "validatedTokenId", now()
       FROM "Subscription", generate_series(2, $2::int) n WHERE "id" = $1`,
    [subscription, endpoints],
  );
  await pool().query(
    `INSERT INTO "SubscriptionEvent" SELECT md5($1::text || n), 'user.updated' FROM generate_series(2, $2::int) n`,
    [subscription, endpoints],
  );
  await report(account.accountId, each);
  return { ...account, appId: app.appId, subscription };
}

type UnderWay = Parameters<typeof claimDeliveries>[0];

const claim = (underWay: Partial<UnderWay> = {}): Promise<Claimed[]> =>
  claimDeliveries({ free: atOnce.inProcess, byAccount: new Map(), byEndpoint: new Map(), ...underWay });

const countBy = (claimed: Claimed[], key: "accountId" | "subscriptionId"): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const one of claimed) counts.set(one[key], (counts.get(one[key]) ?? 0) + 1);
  return counts;
};

beforeEach(async () => {
  await pool().query(`DELETE FROM "Subscription"`);
});

describe("places of a worker", () => {
  it("go to an account that is alone, up to the limit per account", async () => {
    await account({ endpoints: 50, each: 10 });
    expect(await claim()).toHaveLength(atOnce.perAccount);
  });

  it("are left for an account that arrives while another is at its limit", async () => {
    const greedy = await account({ endpoints: 50, each: 10 });
    const first = await claim();
    const modest = await account({ endpoints: 1, each: 3 });
    const byAccount = countBy(first, "accountId");
    const next = await claim({ free: atOnce.inProcess - first.length, byAccount });
    expect(countBy(next, "accountId")).toEqual(new Map([[modest.accountId, 3]]));
    expect(byAccount).toEqual(new Map([[greedy.accountId, atOnce.perAccount]]));
  });

  it("are left for the fifth account in a row, however greedy the ones before it", async () => {
    const byAccount = new Map<string, number>();
    const free = () => atOnce.inProcess - [...byAccount.values()].reduce((sum, count) => sum + count, 0);
    for (let n = 0; n < 5; n++) {
      const { accountId } = await account({ endpoints: 40, each: 10 });
      const claimed = await claim({ free: free(), byAccount });
      expect(countBy(claimed, "accountId").get(accountId)).toBeGreaterThan(0);
      for (const [id, count] of countBy(claimed, "accountId")) byAccount.set(id, (byAccount.get(id) ?? 0) + count);
    }
    expect(free()).toBeGreaterThanOrEqual(0);
  });

  it("that become free go to the account with the fewest in progress", async () => {
    const [much, little] = [await account({ endpoints: 20, each: 10 }), await account({ endpoints: 20, each: 10 })];
    const byAccount = new Map([
      [much.accountId, 120],
      [little.accountId, 100],
    ]);
    const claimed = countBy(await claim({ free: 60, byAccount }), "accountId");
    expect(claimed.get(little.accountId)).toBeGreaterThanOrEqual(20);
    expect((claimed.get(little.accountId) ?? 0) - (claimed.get(much.accountId) ?? 0)).toBe(20);
  });

  it("are shared evenly by accounts that all have more than fit", async () => {
    for (let n = 0; n < 4; n++) await account({ endpoints: 40, each: 10 });
    const counts = [...countBy(await claim(), "accountId").values()];
    expect(counts).toHaveLength(4);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  });

  it("are shared at each of several workers that claim at the same moment, and nothing is claimed twice", async () => {
    await account({ endpoints: 200, each: 10 });
    const modest = await account({ endpoints: 1, each: 5 });
    const claims = await Promise.all(Array.from({ length: 4 }, () => claim()));
    for (const claimed of claims) expect(claimed.length).toBeLessThanOrEqual(atOnce.perAccount + 5);
    const all = claims.flat();
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(countBy(all, "accountId").get(modest.accountId)).toBe(5);
  });

  it("go round-robin to an account's endpoints: none gets two before each has one", async () => {
    await account({ endpoints: 30, each: 10 });
    const counts = countBy(await claim({ free: 20 }), "subscriptionId");
    expect(new Set(counts.values())).toEqual(new Set([1]));
  });

  it("go first to what a person in the account requested", async () => {
    const { accountId, appId, subscription } = await account({ endpoints: 30, each: 10 });
    const test = { accountId, appId, subscriptionId: subscription, ...updated };
    const id = await db().$transaction((tx) => publishTest(tx, test));
    expect((await claim({ free: 1 })).map((one) => one.id)).toEqual([id]);
  });
});

it("an account's held deliveries are released with the first batch, however many another has", async () => {
  const much = await account({ endpoints: 30, each: 100 });
  const little = await account({ endpoints: 1, each: 3 });
  await pool().query(`UPDATE "Delivery" SET "state" = 'held' WHERE "state" = 'pending'`);
  const given = await giveBackHeld();
  const pending = (accountId: string) => db().delivery.count({ where: { accountId, state: "pending" } });
  expect(await pending(little.accountId)).toBe(3);
  expect(await pending(much.accountId)).toBe(given - 3);
  expect(given).toBeLessThanOrEqual(1_000);
  while ((await giveBackHeld()) > 0);
  expect(await pending(much.accountId)).toBe(3_000);
});

it("a worker never exceeds the share of an account that is alone, and delivers everything", async () => {
  useSettings({ WEBHOOK_ALLOWED_PRIVATE_CIDRS: "127.0.0.0/8" });
  let [open, most] = [0, 0];
  const slow = await startReceiver({
    async answer() {
      most = Math.max(most, ++open);
      await sleep(500);
      open--;
      return { status: 200 };
    },
  });
  const { accountId } = await account({ endpoints: 40, each: 10, url: slow.url });
  const stop = startDeliveries();
  const left = () => db().delivery.count({ where: { accountId, state: { not: "delivered" } } });
  await expect.poll(left, { timeout: 50_000 }).toBe(0);
  await stop();
  expect(most).toBeLessThanOrEqual(atOnce.perAccount);
  await slow.stop();
}, 60_000);
