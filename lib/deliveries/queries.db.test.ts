import { beforeAll, describe, expect, it } from "vitest";
import { createApp } from "@/lib/apps/commands";
import type { Actor } from "@/lib/auth/actor";
import { db, pool } from "@/lib/database/db";
import { deliveryChart } from "@/lib/deliveries/delivery-chart";
import { deliveryFilter } from "@/lib/deliveries/delivery-filter";
import { findDelivery, findDeliveryRow, listDeliveries } from "@/lib/deliveries/queries";
import { newAccount } from "@/tests/support/actors";

let owner: Actor;
let developer: Actor;
let member: Actor;
let stranger: Actor;
let appId: string;
let otherAppId: string;

const count = 60;

/**
 * Sixty deliveries, three at each time, the newest an hour old; every fourth failed, every tenth is of another event.
 */
beforeAll(async () => {
  const account = await newAccount();
  [owner, developer, member] = [await account.as("owner"), await account.as("developer"), await account.as("member")];
  stranger = await (await newAccount()).as("owner");
  ({ appId } = await createApp(owner, { name: "Bell" }));
  ({ appId: otherAppId } = await createApp(owner, { name: "Other" }));
  await pool().query(
    `INSERT INTO "Subscription" ("id", "appId", "name", "url") VALUES ($1, $2, 'Hook', 'https://a.example.com/')`,
    [`${appId.slice(0, 18)}sub1`, appId],
  );
  await pool().query(
    `INSERT INTO "ReportedEvent" ("accountId", "id", "event", "body") VALUES ($1, 'r1', 'meeting.started', '{"secret":"body"}')`,
    [account.accountId],
  );
  await pool().query(
    `INSERT INTO "Delivery" ("id", "accountId", "reportId", "appId", "subscriptionId", "event", "state", "createdAt",
                             "attemptCount", "endedAt", "lastStatus", "lastFailure", "lastTookMs")
     SELECT 'd' || n, $1, 'r1', $2, CASE WHEN n % 2 = 0 THEN $3 ELSE 'gone' END,
            CASE WHEN n % 10 = 0 THEN 'meeting.ended' ELSE 'meeting.started' END,
            (CASE WHEN n % 4 = 0 THEN 'failed' ELSE 'delivered' END)::"DeliveryState",
            now() - interval '1 hour' - make_interval(mins => n / 3), 1, now(),
            CASE WHEN n % 4 = 0 THEN 500 ELSE 200 END, CASE WHEN n % 4 = 0 THEN 'status' END, 10 + n
       FROM generate_series(0, $4 - 1) n`,
    [account.accountId, appId, `${appId.slice(0, 18)}sub1`, count],
  );
  await pool().query(
    `INSERT INTO "DeliveryAttempt" ("deliveryId", "number", "startedAt", "url", "requestHeaders", "status", "responseHeaders",
                                    "responseBody", "timings")
     SELECT 'd1', n, now(), 'https://gone.example.com/', '{}', 200, '{"server":"x"}', 'answered body', '{"total":11}'
       FROM generate_series(1, 25) n`,
  );
});

const list = (params: Record<string, string> = {}, actor = owner, of = appId) =>
  listDeliveries(actor, of, deliveryFilter(params), params.after ?? null);

async function walk(params: Record<string, string> = {}): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null = ""; after !== null; ) {
    const page = await list({ ...params, ...(after ? { after } : {}) });
    ids.push(...(page?.deliveries ?? []).map(({ id }) => id));
    after = page?.next ?? null;
  }
  return ids;
}

describe("an app's deliveries", () => {
  it("are listed newest first, page by page, each once, even with equal times", async () => {
    const ids = await walk();
    expect(ids).toHaveLength(count);
    expect(new Set(ids).size).toBe(count);
    const moments = ids.map((id) => Math.floor(Number(id.slice(1)) / 3));
    expect(moments).toEqual(moments.toSorted((a, b) => a - b));
    expect(await list()).toMatchObject({ total: count, more: false });
  });

  it("are filtered and counted by state, event, endpoint and day", async () => {
    const failed = await walk({ state: "failed" });
    expect(failed).toHaveLength(15);
    expect(await list({ state: "failed" })).toMatchObject({ total: 15, more: false });
    expect(await walk({ event: "meeting.ended" })).toHaveLength(6);
    expect(await walk({ endpoint: "gone" })).toHaveLength(30);
    expect(await walk({ state: "failed", event: "meeting.ended", endpoint: "gone" })).toEqual([]);
    expect(await walk({ from: "2001-01-01", to: "2001-12-31" })).toEqual([]);
    expect(await walk({ from: "2001-01-01" })).toHaveLength(count);
  });

  it("say if the subscription was removed, where they were sent, and that they can't be resent", async () => {
    const page = await findDeliveryRow(owner, appId, "d1");
    expect(page?.deliveries[0]).toMatchObject({
      endpoint: { title: "https://gone.example.com/", isRemoved: true },
      whyNotResend: expect.stringContaining("removed"),
    });
    expect((await list({ endpoint: `${appId.slice(0, 18)}sub1` }))?.deliveries[0]?.endpoint).toMatchObject({
      title: "Hook",
      isRemoved: false,
    });
  });

  it("are hidden from those who may not see the app, and from other apps", async () => {
    for (const actor of [stranger, member]) {
      expect(await list({}, actor)).toBeNull();
      expect(await findDelivery(actor, appId, "d1")).toBeNull();
      expect(await findDeliveryRow(actor, appId, "d1")).toBeNull();
    }
    expect((await list({}, owner, otherAppId))?.deliveries).toEqual([]);
    expect(await findDelivery(owner, otherAppId, "d1")).toBeNull();
    expect(await deliveryChart(member, appId, "24h")).toBeNull();
    expect((await deliveryChart(stranger, appId, "24h"))?.all).toMatchObject({ delivered: 0, failed: 0 });
  });
});

describe("one delivery", () => {
  it("has its newest twenty attempts, and the body for those who may edit the app", async () => {
    const detail = await findDelivery(owner, appId, "d1");
    expect(detail?.body).toBe('{"secret":"body"}');
    expect(detail?.attempts.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, i) => 25 - i));
    expect(detail?.attempts[0]).toMatchObject({ responseBody: "answered body" });
  });

  it("hides request and response bodies from those who may only view", async () => {
    const detail = await findDelivery(developer, appId, "d1");
    expect(detail).toMatchObject({ mayEdit: false, body: null });
    expect(JSON.stringify(detail)).not.toMatch(/secret|answered body/);
    expect(detail?.attempts[0]).toMatchObject({ status: 200, responseHeaders: { server: "x" } });
  });

  it.each(["d\0", "x".repeat(100), "nothing"])("is not found by an invalid id: %j", async (id) => {
    expect(await findDelivery(owner, appId, id)).toBeNull();
  });
});

describe("the chart", () => {
  it("counts delivered and failed deliveries per interval and in total, with durations", async () => {
    for (const [span, pieces] of [
      ["24h", 24],
      ["7d", 28],
    ] as const) {
      const chart = await deliveryChart(owner, appId, span);
      expect(chart?.pieces).toHaveLength(pieces);
      expect(chart?.all).toMatchObject({ delivered: 45, failed: 15, medianMs: 40, slowMs: 67 });
      expect(chart?.pieces.reduce((sum, piece) => sum + piece.delivered + piece.failed, 0)).toBe(count);
      expect(chart?.isPart).toBe(false);
    }
  });

  it("excludes deliveries older than its span", async () => {
    await db().delivery.updateMany({
      where: { id: "d59" },
      data: { createdAt: new Date(Date.now() - 3 * 86_400_000) },
    });
    expect((await deliveryChart(owner, appId, "24h"))?.all.delivered).toBe(44);
    expect((await deliveryChart(owner, appId, "7d"))?.all.delivered).toBe(45);
  });
});
