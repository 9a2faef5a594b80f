import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { DeliveryState } from "@/generated/prisma/enums";
import { createApp } from "@/lib/apps/commands";
import type { Actor } from "@/lib/auth/actor";
import { randomId } from "@/lib/crypto";
import { db, pool } from "@/lib/database/db";
import { previewReplay, type replayFailed as Replay, replayFailed, resendDelivery } from "@/lib/deliveries/resend";
import { sampleEvent, sendTestEvent, testEventInput } from "@/lib/deliveries/test-event";
import { newAccount } from "@/tests/support/actors";

let account: Awaited<ReturnType<typeof newAccount>>;
let owner: Actor;
let appId: string;
let subscriptionId: string;

beforeAll(async () => {
  account = await newAccount();
  owner = await account.as("owner");
});

beforeEach(async () => {
  ({ appId } = await createApp(owner, { name: "Bell" }));
  await pool().query(
    `UPDATE "App" SET "state" = 'activated', "activatedAt" = now(), "eventsEnabled" = true WHERE "id" = $1`,
    [appId],
  );
  subscriptionId = await addSubscription("https://a.example.com/");
});

/** A validated, enabled subscription with one event that needs no scope. */
async function addSubscription(url: string): Promise<string> {
  const id = randomId();
  const { secretTokenId } = await db().app.findUniqueOrThrow({ where: { id: appId } });
  await db().event.upsert({
    where: { id: "free.event" },
    create: { id: "free.event", product: "Test", title: "Free" },
    update: {},
  });
  await db().subscription.create({
    data: {
      id,
      appId,
      url,
      enabled: true,
      validatedUrl: url,
      validatedTokenId: secretTokenId,
      events: { create: { eventId: "free.event" } },
    },
  });
  return id;
}

type Made = { state: DeliveryState; minutesAgo?: number; event?: string; to?: string; isTest?: boolean };

async function makeDelivery({
  state,
  minutesAgo = 5,
  event = "free.event",
  to = subscriptionId,
  isTest = false,
}: Made) {
  const [id, reportId] = [randomId(), randomId()];
  const { accountId } = account;
  await db().reportedEvent.create({ data: { accountId, id: reportId, event, body: "{}", isTest } });
  const createdAt = new Date(Date.now() - minutesAgo * 60_000);
  const isOpen = state === "pending" || state === "held";
  await db().delivery.create({
    data: {
      ...{ id, accountId, reportId, appId, subscriptionId: to, event, isTest, state, createdAt },
      dueAt: new Date(Date.now() + 3_600_000),
      fence: 4,
      attemptCount: 4,
      retry: 4,
      endedAt: isOpen ? null : createdAt,
    },
  });
  return id;
}

const stateOf = (id: string) => db().delivery.findUniqueOrThrow({ where: { id } });
const resend = (deliveryId: string, actor = owner) => resendDelivery(actor, { appId, deliveryId });

describe("Resend", () => {
  it.each(["delivered", "failed", "cancelled"] as const)(
    "has a %s delivery sent at once, with the table of retries before it, past any late result",
    async (state) => {
      const id = await makeDelivery({ state });
      await resend(id);
      const row = await stateOf(id);
      expect(row).toMatchObject({ state: "pending", endedAt: null, fence: 5, attemptCount: 4, retry: 0 });
      expect(row.dueAt.getTime()).toBeLessThan(Date.now());
      expect(await db().auditEntry.findFirst({ where: { appId, action: "app.deliveryResent" } })).toMatchObject({
        after: { delivery: id, event: "free.event" },
      });
    },
  );

  it("brings a pending one forward and keeps its retry count; one that is being sent is left alone", async () => {
    const waiting = await makeDelivery({ state: "pending" });
    await resend(waiting);
    expect(await stateOf(waiting)).toMatchObject({ retry: 4, fence: 5, dueAt: new Date(0) });
    const held = await makeDelivery({ state: "pending" });
    await db().delivery.update({ where: { id: held }, data: { dueAt: new Date(Date.now() + 8_000) } });
    await resend(held);
    expect(await stateOf(held)).toMatchObject({ fence: 4 });
  });

  it("is refused while its subscription, app or event doesn't allow it, and changes nothing", async () => {
    const id = await makeDelivery({ state: "failed" });
    const gone = await makeDelivery({ state: "failed", to: "removed" });
    await expect(resend(gone)).rejects.toMatchObject({ code: "incomplete", message: expect.stringMatching(/removed/) });
    await db().subscription.update({ where: { id: subscriptionId }, data: { enabled: false } });
    await expect(resend(id)).rejects.toMatchObject({ message: expect.stringMatching(/not enabled/) });
    await db().app.update({ where: { id: appId }, data: { eventsEnabled: false } });
    await expect(resend(id)).rejects.toMatchObject({ message: expect.stringMatching(/off/) });
    await db().app.update({ where: { id: appId }, data: { eventsEnabled: true, state: "deactivated" } });
    await expect(resend(id)).rejects.toMatchObject({ message: expect.stringMatching(/not activated/) });
    expect(await stateOf(id)).toMatchObject({ state: "failed", fence: 4 });
  });

  it("is refused while the app holds no scope that allows the event", async () => {
    await pool().query(
      `INSERT INTO "Scope" ("id", "product", "level", "privilege", "access", "title") VALUES ('a:b', 'Test', 'user', 'S2S apps', 'edit', 'A') ON CONFLICT DO NOTHING`,
    );
    await pool().query(
      `INSERT INTO "Event" ("id", "product", "title") VALUES ('shut.event', 'Test', 'Shut') ON CONFLICT DO NOTHING`,
    );
    await pool().query(
      `INSERT INTO "EventScope" ("eventId", "scopeId", "position") VALUES ('shut.event', 'a:b', 0) ON CONFLICT DO NOTHING`,
    );
    const id = await makeDelivery({ state: "failed", event: "shut.event" });
    await expect(resend(id)).rejects.toMatchObject({ message: expect.stringMatching(/no longer has a scope/) });
    expect(await replay({ since: "24h" })).toEqual({ replayed: 0 });
  });

  it("is refused to people who may not change the app, and for another app's delivery", async () => {
    const id = await makeDelivery({ state: "failed" });
    await expect(resend(id, await account.as("developer"))).rejects.toMatchObject({ code: "forbidden" });
    await expect(resend(id, await (await newAccount()).as("owner"))).rejects.toMatchObject({ code: "not-found" });
    const { appId: other } = await createApp(owner, { name: "Other" });
    await expect(resendDelivery(owner, { appId: other, deliveryId: id })).rejects.toMatchObject({ code: "not-found" });
  });
});

const replay = (change: Partial<Parameters<typeof Replay>[1]>, actor = owner) =>
  replayFailed(actor, { appId, since: "24h", subscriptionId: null, ...change });

describe("Replay failed", () => {
  it("resends what failed since the chosen time, and says beforehand how many", async () => {
    const [recent, old] = [
      await makeDelivery({ state: "failed" }),
      await makeDelivery({ state: "failed", minutesAgo: 120 }),
    ];
    for (const state of ["delivered", "cancelled", "pending"] as const) await makeDelivery({ state });
    const chosen = { appId, since: "1h" as const, subscriptionId: null };
    expect(await previewReplay(owner, chosen)).toEqual({ count: 1 });
    expect(await replayFailed(owner, chosen)).toEqual({ replayed: 1 });
    expect(await stateOf(recent)).toMatchObject({ state: "pending", retry: 0, fence: 5 });
    expect(await stateOf(old)).toMatchObject({ state: "failed" });
    expect(await replay({ since: new Date(Date.now() - 3 * 3_600_000).toISOString() })).toEqual({ replayed: 1 });
    const entries = await db().auditEntry.findMany({ where: { appId, action: "app.deliveriesReplayed" } });
    expect(entries.map(({ after }) => after)).toMatchObject([{ count: 1, since: "1h" }, { count: 1 }]);
  });

  it("sends only to the chosen endpoint, and only if it is enabled", async () => {
    const other = await addSubscription("https://b.example.com/");
    const [mine, theirs] = [
      await makeDelivery({ state: "failed" }),
      await makeDelivery({ state: "failed", to: other }),
    ];
    expect(await replay({ subscriptionId: other })).toEqual({ replayed: 1 });
    expect([(await stateOf(mine)).state, (await stateOf(theirs)).state]).toEqual(["failed", "pending"]);
    await db().subscription.update({ where: { id: subscriptionId }, data: { enabled: false } });
    expect(await replay({})).toEqual({ replayed: 0 });
  });

  it("resends the oldest 10,000 at once, and the rest the next time", async () => {
    await pool().query(
      `INSERT INTO "ReportedEvent" ("accountId", "id", "event", "body") VALUES ($1, 'many', 'free.event', '{}')`,
      [account.accountId],
    );
    await pool().query(
      `INSERT INTO "Delivery" ("id", "accountId", "reportId", "appId", "subscriptionId", "event", "state", "createdAt", "endedAt")
       SELECT $2 || n, $1, 'many', $3, $4, 'free.event', 'failed', now() - make_interval(secs => n), now()
         FROM generate_series(1, 10002) n`,
      [account.accountId, appId.slice(0, 12), appId, subscriptionId],
    );
    expect(await previewReplay(owner, { appId, since: "24h", subscriptionId: null })).toEqual({ count: 10_001 });
    expect(await replay({})).toEqual({ replayed: 10_000 });
    expect((await stateOf(`${appId.slice(0, 12)}1`)).state).toBe("failed");
    expect(await replay({})).toEqual({ replayed: 2 });
  });

  it("sends nothing but test events for a draft", async () => {
    await db().app.update({ where: { id: appId }, data: { state: "draft" } });
    await makeDelivery({ state: "failed" });
    const test = await makeDelivery({ state: "failed", isTest: true, event: "shut.event" });
    expect(await replay({})).toEqual({ replayed: 1 });
    expect((await stateOf(test)).state).toBe("pending");
  });

  it("is refused while the app sends nothing, and to people who may not change it", async () => {
    await expect(replay({}, await account.as("developer"))).rejects.toMatchObject({ code: "forbidden" });
    await db().app.update({ where: { id: appId }, data: { state: "deactivated" } });
    await expect(replay({})).rejects.toMatchObject({ code: "incomplete" });
  });
});

const send = (change: { payload?: string; event?: string } = {}, actor = owner) =>
  sendTestEvent(
    actor,
    testEventInput.parse({ appId, subscriptionId, event: "free.event", payload: '{"object":{}}', ...change }),
  );

describe("a test event", () => {
  it("is one delivery of exactly what was written, marked as a test, and audited", async () => {
    const { deliveryId } = await send({ payload: '{"object": {"topic": "Zoë"}}' });
    const row = await db().delivery.findUniqueOrThrow({ where: { id: deliveryId }, include: { report: true } });
    expect(row).toMatchObject({ appId, subscriptionId, isTest: true, state: "pending" });
    expect(JSON.parse(row.report.body)).toMatchObject({
      event: "free.event",
      payload: { account_id: account.accountId, object: { topic: "Zoë" } },
    });
    expect(await db().auditEntry.count({ where: { appId, action: "app.testEventSent" } })).toBe(1);
  });

  it("is refused for an event not in the subscription, an endpoint not validated, and a deactivated app", async () => {
    await expect(send({ event: "meeting.started" })).rejects.toMatchObject({ code: "not-found" });
    await expect(send({}, await account.as("developer"))).rejects.toMatchObject({ code: "forbidden" });
    await db().subscription.update({
      where: { id: subscriptionId },
      data: { validatedUrl: "https://other.example.com/" },
    });
    await expect(send()).rejects.toMatchObject({ code: "incomplete", message: expect.stringMatching(/Validate/) });
    await db().app.update({ where: { id: appId }, data: { state: "deactivated" } });
    await expect(send()).rejects.toMatchObject({ code: "incomplete", message: expect.stringMatching(/deactivated/) });
    expect(await db().delivery.count({ where: { appId } })).toBe(0);
  });

  it.each([
    ["no JSON", '{\n "a": }', "Invalid JSON on line 2."],
    ["a list", "[1]", "The payload must be an object: {…}."],
    ["nothing", "null", "The payload must be an object: {…}."],
    ["a NUL", '{"a":"\\u0000"}', "Remove NUL characters and unpaired surrogates."],
    ["half a character", '{"a":"\\ud800"}', "Remove NUL characters and unpaired surrogates."],
    ["too deep", `{"a":${"[".repeat(50_000)}${"]".repeat(50_000)}}`, "Nest objects and lists at most 64 deep."],
    [
      "a long number",
      '{"a":[7615917337495251231]}',
      "a.0: Send this number as text: JavaScript would make it 7615917337495251000.",
    ],
    ["a name twice", '{"a":1,"a":2}', "a: Send each name only once in an object."],
    ["the name __proto__", '{"__proto__":{}}', "__proto__: Use another name: many programs drop this one."],
    ["too much", `{"a":"${"x".repeat(300_000)}"}`, "Use at most 256 KiB."],
  ])("that is %s is not sent, and it is said why", (_, payload, message) => {
    const about = { appId, subscriptionId, event: "free.event", payload };
    expect(testEventInput.safeParse(about).error?.issues).toMatchObject([{ path: ["payload"], message }]);
  });

  it("may contain a literal backslash followed by u0000", () => {
    const about = { appId, subscriptionId, event: "free.event", payload: '{"a":"\\\\u0000"}' };
    expect(testEventInput.safeParse(about).success).toBe(true);
  });

  it("starts from a sample, for people who may change the app", async () => {
    const { payload } = await sampleEvent(owner, { appId, event: "meeting.started" });
    expect(JSON.parse(payload)).toHaveProperty("object.topic");
    await expect(sampleEvent(await account.as("developer"), { appId, event: "x" })).rejects.toMatchObject({
      code: "forbidden",
    });
    const stranger = await (await newAccount()).as("owner");
    await expect(sampleEvent(stranger, { appId, event: "x" })).rejects.toMatchObject({ code: "not-found" });
  });
});
