import { beforeEach, describe, expect, it } from "vitest";
import { db, pool } from "@/lib/database/db";
import { reportEvents } from "@/lib/deliveries/publish";
import { subscribe } from "@/tests/support/deliveries";
import { deactivateApp, makeApp, makeWorld, removeApp, takeScope } from "@/tests/support/world";

let w: Awaited<ReturnType<typeof makeWorld>>;

beforeEach(async () => {
  w = await makeWorld(pool());
});

const updated = { event: "user.updated", payload: { object: { id: "u1" } } };

const report = (...events: Parameters<typeof reportEvents>[1]) => reportEvents(w.account.accountId, events);

const deliveriesOf = (subscriptionId: string) =>
  db().delivery.findMany({ where: { subscriptionId }, include: { report: true }, orderBy: { reportId: "asc" } });

describe("a reported event", () => {
  it("creates one pending delivery per enabled subscription to it", async () => {
    const [one, two, other] = [
      await subscribe(pool(), w.app),
      await subscribe(pool(), w.app),
      await subscribe(pool(), w.app, { events: ["user.created"] }),
    ];
    const [id] = await report(updated);
    for (const subscription of [one, two]) {
      const [delivery, ...more] = await deliveriesOf(subscription);
      expect(more).toEqual([]);
      expect(delivery).toMatchObject({
        reportId: id,
        appId: w.app.appId,
        event: "user.updated",
        state: "pending",
        fence: 0,
      });
      expect(delivery?.id).toMatch(/^[\w-]{22}$/);
    }
    expect(await deliveriesOf(other)).toEqual([]);
  });

  it("is stored as the text that is sent, with our account_id first, whatever the reporter sent", async () => {
    const payload = { object: { topic: "Zoë \u{1f4a9}" }, account_id: "theirs", __proto__: null };
    const parsed = JSON.parse(`{"object":{"topic":"Zoë"},"account_id":"theirs","__proto__":{"a":1},"10":1}`);
    await report(
      { ...updated, payload, eventTs: 1739923527572, id: "a" },
      { ...updated, payload: parsed, eventTs: 0, id: "b" },
    );
    const rows = await db().reportedEvent.findMany({
      where: { accountId: w.account.accountId },
      orderBy: { id: "asc" },
    });
    const { accountId } = w.account;
    expect(rows.map(({ body }) => body)).toEqual([
      `{"event":"user.updated","payload":{"account_id":"${accountId}","object":{"topic":"Zoë \u{1f4a9}"}},"event_ts":1739923527572}`,
      `{"event":"user.updated","payload":{"10":1,"account_id":"${accountId}","object":{"topic":"Zoë"},"__proto__":{"a":1}},"event_ts":0}`,
    ]);
    for (const { body } of rows) expect(JSON.stringify(JSON.parse(body))).toBe(body);
  });

  it("without a time happened now, by the database's clock", async () => {
    const [id = ""] = await report(updated);
    const { body, reportedAt } = await db().reportedEvent.findFirstOrThrow({ where: { id } });
    const text = JSON.stringify(JSON.parse(body));
    expect(text).toBe(body);
    expect(Math.abs(JSON.parse(body).event_ts - reportedAt.getTime())).toBeLessThanOrEqual(1);
  });

  it("reaches no app that is a draft, deactivated, removed, of another account, or has Event subscriptions off", async () => {
    const draft = await makeApp(pool(), { owner: w.admin, state: "draft", scopes: ["user:read:user:admin"] });
    const [dead, gone, off, paused] = [
      await makeApp(pool(), { owner: w.admin, scopes: ["user:read:user:admin"] }),
      await makeApp(pool(), { owner: w.admin, scopes: ["user:read:user:admin"] }),
      await makeApp(pool(), { owner: w.admin, scopes: ["user:read:user:admin"] }),
      await makeApp(pool(), { owner: w.admin, scopes: ["user:read:user:admin"] }),
    ];
    const stranger = (await makeWorld(pool())).app;
    const disabled = await subscribe(pool(), w.app);
    const subscriptions = await Promise.all(
      [draft, dead, gone, off, paused, stranger].map((app) => subscribe(pool(), app)),
    );
    await pool().query(`UPDATE "Subscription" SET "enabled" = false WHERE "id" = $1`, [disabled]);
    await deactivateApp(pool(), dead);
    await removeApp(pool(), gone);
    await pool().query(`UPDATE "App" SET "eventsEnabled" = false WHERE "id" = $1`, [off.appId]);
    await takeScope(pool(), paused, "user:read:user:admin");
    await report(updated);
    expect(await db().delivery.count({ where: { subscriptionId: { in: [...subscriptions, disabled] } } })).toBe(0);
  });

  it("that needs no scope reaches an app without any; a retired scope allows nothing", async () => {
    const bare = await subscribe(pool(), await makeApp(pool(), { owner: w.admin }), {
      events: ["cobrowse.session_ended", "user.updated"],
    });
    const held = await subscribe(pool(), w.app);
    const scopes = ["user:read:user:admin", "user:read:user:master", "user:read:user"];
    await pool().query(`UPDATE "Scope" SET "retiredAt" = now() WHERE "id" = ANY ($1)`, [scopes]);
    await report(updated, { event: "cobrowse.session_ended", payload: {} });
    await pool().query(`UPDATE "Scope" SET "retiredAt" = NULL WHERE "id" = ANY ($1)`, [scopes]);
    expect((await deliveriesOf(bare)).map(({ event }) => event)).toEqual(["cobrowse.session_ended"]);
    expect(await deliveriesOf(held)).toEqual([]);
  });
});

describe("the same id", () => {
  it("twice in an account is one event, the first, sent once; in another account it is another event", async () => {
    const subscription = await subscribe(pool(), w.app);
    const other = await makeWorld(pool());
    await report({ ...updated, id: "x" });
    await report({ event: "user.created", payload: {}, id: "x" });
    await reportEvents(other.account.accountId, [{ ...updated, id: "x" }]);
    expect((await deliveriesOf(subscription)).map(({ report }) => [report.id, report.event])).toEqual([
      ["x", "user.updated"],
    ]);
    expect(await db().reportedEvent.count({ where: { id: "x", accountId: other.account.accountId } })).toBe(1);
  });

  it("several times in one report is one event, the first", async () => {
    const subscription = await subscribe(pool(), w.app, { events: ["user.updated", "user.created"] });
    const ids = await report(
      { ...updated, id: "y" },
      { event: "user.created", payload: {}, id: "y" },
      { ...updated, id: "z" },
    );
    expect(ids).toEqual(["y", "y", "z"]);
    expect((await deliveriesOf(subscription)).map(({ reportId, event }) => [reportId, event])).toEqual([
      ["y", "user.updated"],
      ["z", "user.updated"],
    ]);
  });

  it("reported concurrently, in any order, is one event, and no report is refused", async () => {
    const subscription = await subscribe(pool(), w.app);
    const batch = Array.from({ length: 40 }, (_, i) => ({ ...updated, id: `at-once-${i}` }));
    const reports = Array.from({ length: 12 }, (_, i) => report(...(i % 2 ? batch : [...batch].reverse())));
    await Promise.all(reports);
    expect(await deliveriesOf(subscription)).toHaveLength(40);
  });
});
