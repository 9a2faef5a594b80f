import { beforeEach, describe, expect, it } from "vitest";
import { createApp, removeApp } from "@/lib/apps/commands";
import { restoreApp } from "@/lib/apps/restore";
import type { Actor } from "@/lib/auth/actor";
import { db, pool } from "@/lib/database/db";
import { replayFailed, resendDelivery } from "@/lib/deliveries/resend";
import { sendTestEvent } from "@/lib/deliveries/test-event";
import { findAccountUsage } from "@/lib/quotas/usage";
import { removeSubscription, saveSubscription } from "@/lib/subscriptions/commands";
import { newAccount } from "@/tests/support/actors";
import { times } from "@/tests/support/prove";
import { useSettings } from "@/tests/support/settings";

let owner: Actor;

beforeEach(async () => {
  owner = await (await newAccount()).as("owner");
});

const create = (name = "Bell") => createApp(owner, { name });
const reached = { code: "quota-reached" };
const kept = (done: PromiseSettledResult<unknown>[]) => done.filter(({ status }) => status === "fulfilled").length;

describe("apps", () => {
  it("beyond the quota are refused with what to do, even if many are created at once", async () => {
    useSettings({ QUOTA_APPS: "3" });
    await create();
    expect(kept(await Promise.allSettled(Array.from({ length: times(6, 15) }, () => create())))).toBe(2);
    await expect(create()).rejects.toMatchObject({
      ...reached,
      message: expect.stringContaining("This account has reached its limit of 3 apps."),
    });
  });

  it("that were removed count until purged, so that restoring one needs no room", async () => {
    useSettings({ QUOTA_APPS: "1" });
    const { appId } = await create();
    await removeApp(owner, { appId, typedName: "Bell" });
    await expect(create()).rejects.toMatchObject(reached);
    await restoreApp(owner, { appId });
    await db().app.delete({ where: { id: appId } });
    await create();
  });

  it("of one account do not count for another, and a quota of 0 is no limit", async () => {
    useSettings({ QUOTA_APPS: "1" });
    await create();
    owner = await (await newAccount()).as("owner");
    await create();
    useSettings({ QUOTA_APPS: "0" });
    await create();
  });
});

describe("endpoints", () => {
  const draft = { name: "", eventIds: [], edited: null };
  const add = (appId: string, n: number) =>
    saveSubscription(owner, { ...draft, appId, url: `https://hooks.example.com/${n}` });

  it("beyond the quota are refused, across the account's apps and even at once; editing one is not", async () => {
    useSettings({ QUOTA_ENDPOINTS: "4" });
    const apps = await Promise.all([create(), create(), create()]);
    const done = await Promise.allSettled(
      apps.flatMap(({ appId }) => Array.from({ length: times(2, 10) }, (_, n) => add(appId, n))),
    );
    expect(kept(done)).toBe(4);
    const first = await db().subscription.findFirstOrThrow({ where: { app: { accountId: owner.accountId } } });
    const edited = { subscriptionId: first.id, name: "", url: first.url, eventIds: [] };
    await saveSubscription(owner, { ...draft, appId: first.appId, name: "Renamed", url: first.url, edited });
    await expect(add(first.appId, 99)).rejects.toMatchObject(reached);
    await removeSubscription(owner, { appId: first.appId, subscriptionId: first.id });
    await add(first.appId, 99);
  });
});

describe("what a person sends", () => {
  let appId: string;
  let subscriptionId: string;

  beforeEach(async () => {
    ({ appId } = await create());
    const url = "https://hooks.example.com/in";
    const event = { id: "free.event", product: "Test", title: "Free" };
    await db().event.upsert({ where: { id: event.id }, create: event, update: {} });
    ({ subscriptionId } = await saveSubscription(owner, { name: "", eventIds: [], edited: null, appId, url }));
    await db().subscriptionEvent.create({ data: { subscriptionId, eventId: event.id } });
    await pool().query(
      `UPDATE "App" SET "state" = 'activated', "activatedAt" = now(), "eventsEnabled" = true WHERE "id" = $1`,
      [appId],
    );
    await pool().query(
      `UPDATE "Subscription" s SET "enabled" = true, "validatedUrl" = "url", "validatedAt" = now(), "validatedTokenId" = a."secretTokenId"
         FROM "App" a WHERE a."id" = s."appId" AND s."id" = $1`,
      [subscriptionId],
    );
  });

  const test = () => sendTestEvent(owner, { appId, subscriptionId, event: "free.event", payload: {} });

  it("counts as reported, so test events beyond the quota are refused", async () => {
    useSettings({ QUOTA_EVENTS_PER_MINUTE: "2" });
    await test();
    await test();
    await expect(test()).rejects.toMatchObject(reached);
    expect(await db().delivery.count({ where: { appId } })).toBe(2);
  });

  it("again counts as pending, so neither one resend nor a replay may exceed the quota", async () => {
    const ids = await Promise.all([test(), test(), test()]);
    await db().delivery.updateMany({ where: { appId }, data: { state: "failed", endedAt: new Date() } });
    await pool().query(`DELETE FROM "QuotaUse" WHERE "accountId" = $1`, [owner.accountId]);
    useSettings({ QUOTA_PENDING_DELIVERIES: "2" });
    await expect(replayFailed(owner, { appId, since: "1h", subscriptionId: null })).rejects.toMatchObject({
      ...reached,
      message: expect.stringContaining("This would add 3. Choose a later start time, or one subscription."),
    });
    for (const { deliveryId } of ids.slice(0, 2)) await resendDelivery(owner, { appId, deliveryId });
    await expect(resendDelivery(owner, { appId, deliveryId: ids[2]?.deliveryId ?? "" })).rejects.toMatchObject(reached);
    expect(await db().delivery.count({ where: { appId, state: "pending" } })).toBe(2);
  });
});

it("usage shows an account's counts and limits to those who may see the account", async () => {
  const account = await newAccount();
  owner = await account.as("owner");
  useSettings({ QUOTA_APPS: "7", QUOTA_ENDPOINTS: "0" });
  await create();
  expect(await findAccountUsage(owner)).toEqual({
    apps: { used: 1, limit: 7 },
    endpoints: { used: 0, limit: null },
    pendingDeliveries: { used: 0, limit: 100_000 },
    eventsPerMinute: { used: 0, limit: 30_000 },
  });
  expect(await findAccountUsage(await account.as("member"))).toBeNull();
});
