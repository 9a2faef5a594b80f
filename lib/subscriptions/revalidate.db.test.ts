import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { db, pool } from "@/lib/database/db";
import { revalidateDue } from "@/lib/subscriptions/revalidate";
import { secretTokenOf, subscribe } from "@/tests/support/deliveries";
import { type Receiver, startReceiver } from "@/tests/support/receiver";
import { useSettings } from "@/tests/support/settings";
import { deactivateApp, makeWorld, removeApp } from "@/tests/support/world";

let w: Awaited<ReturnType<typeof makeWorld>>;
let receiver: Receiver;
let token: string;
let subscription: string;

beforeEach(async () => {
  useSettings({ WEBHOOK_ALLOWED_PRIVATE_CIDRS: "127.0.0.0/8" });
  await pool().query(`DELETE FROM "Subscription"`);
  w = await makeWorld(pool());
  token = await secretTokenOf(pool(), w.app);
  receiver = await startReceiver({ token: () => token });
  subscription = await subscribe(pool(), w.app, { url: receiver.url });
});

afterEach(() => receiver.stop());

const run = () => revalidateDue(new AbortController().signal);
const makeDue = () => pool().query(`UPDATE "Subscription" SET "nextValidationAt" = now() - interval '1 second'`);
const row = () => db().subscription.findUniqueOrThrow({ where: { id: subscription } });
const notices = () => db().notice.findMany({ where: { appId: w.app.appId }, orderBy: { at: "asc" } });
const openNotices = async () => (await notices()).filter(({ closedAt }) => closedAt === null);
const entries = () => db().auditEntry.findMany({ where: { appId: w.app.appId }, orderBy: { id: "asc" } });
const acts = async () => (await entries()).map(({ action }) => action.replace("app.subscription", ""));

const hoursAhead = async (): Promise<number> => {
  const { rows } = await pool().query(
    `SELECT round(extract(epoch FROM "nextValidationAt" - now()) / 3600)::int AS "hours" FROM "Subscription" WHERE "id" = $1`,
    [subscription],
  );
  return rows[0].hours;
};

describe("an endpoint whose validation is due", () => {
  it("is validated by only one server, and again 72 hours later", async () => {
    for (let i = 0; i < 12; i++) await subscribe(pool(), w.app, { url: receiver.url });
    await makeDue();
    const asked = await Promise.all([run(), run()]);
    expect(asked[0] + asked[1]).toBe(13);
    expect(receiver.received).toHaveLength(13);
    expect(await hoursAhead()).toBe(72);
    expect(await run()).toBe(0);
  });

  it("is validated among the first, however many endpoints of another account are due before it", async () => {
    for (let i = 0; i < 30; i++) await subscribe(pool(), w.app, { url: `${receiver.url}/busy` });
    const other = await makeWorld(pool());
    await subscribe(pool(), other.app, { url: `${receiver.url}/other` });
    await makeDue();
    await pool().query(`UPDATE "Subscription" SET "nextValidationAt" = now() - interval '1 hour' WHERE "appId" = $1`, [
      w.app.appId,
    ]);
    await run();
    const places = receiver.received.map(({ path }) => path);
    expect(places).toHaveLength(32);
    expect(places.findIndex((path) => path.endsWith("/other"))).toBeLessThan(10);
  });

  it("is retried at growing intervals if it fails; people are notified after 2 and 4 failures, and after 6 it is disabled", async () => {
    token = "another one";
    const told: (number | string)[][] = [];
    for (let failures = 1; failures < 6; failures++) {
      await makeDue();
      await run();
      told.push([await hoursAhead(), (await notices()).length]);
    }
    expect(told).toEqual([
      [1, 0],
      [2, 1],
      [6, 1],
      [12, 2],
      [24, 2],
    ]);
    expect(await row()).toMatchObject({ enabled: true, validationFailures: 5, lastValidation: { valid: false } });
    await makeDue();
    await run();
    expect(await row()).toMatchObject({ enabled: false, disabledBecause: "validation", validationFailures: 6 });
    expect(await notices()).toHaveLength(3);
    expect(await openNotices()).toMatchObject([{ message: expect.stringContaining("6 times in a row") }]);
    const byPatchbay = { actorId: null, actorName: "Patchbay" };
    expect(await entries()).toMatchObject(Array.from({ length: 7 }, () => byPatchbay));
    expect(await acts()).toEqual([...Array.from({ length: 6 }, () => "NotValidated"), "Disabled"]);
    await makeDue();
    expect(await run()).toBe(0);
  });

  it("has its failure count reset once it is valid", async () => {
    const right = token;
    token = "another one";
    await makeDue();
    await run();
    token = right;
    await makeDue();
    await run();
    expect(await row()).toMatchObject({ validationFailures: 0, lastValidation: { valid: true } });
    expect(await hoursAhead()).toBe(72);
  });

  it("has its notices closed once it is valid again, which is audited", async () => {
    const right = token;
    token = "another one";
    for (let failures = 0; failures < 2; failures++) {
      await makeDue();
      await run();
    }
    expect(await openNotices()).toHaveLength(1);
    token = right;
    for (let successes = 0; successes < 2; successes++) {
      await makeDue();
      await run();
    }
    expect(await openNotices()).toEqual([]);
    expect(await acts()).toEqual(["NotValidated", "NotValidated", "Validated"]);
  });

  it("is not affected by the answer to a challenge sent before it was changed", async () => {
    await receiver.stop();
    receiver = await startReceiver({
      answer: async () => {
        await pool().query(`UPDATE "Subscription" SET "url" = 'https://example.com/new', "validatedUrl" = NULL`);
        return { status: 500 };
      },
    });
    await pool().query(`UPDATE "Subscription" SET "url" = $1`, [receiver.url]);
    await makeDue();
    await run();
    expect(await row()).toMatchObject({ validationFailures: 0, validatedUrl: null });
  });

  const off: [string, () => Promise<unknown>][] = [
    ["its app is deactivated", () => deactivateApp(pool(), w.app)],
    ["its app is removed", () => removeApp(pool(), w.app)],
    ["Event subscriptions are off", () => pool().query(`UPDATE "App" SET "eventsEnabled" = false`)],
    ["it is disabled", () => pool().query(`UPDATE "Subscription" SET "enabled" = false`)],
  ];

  it.each(off)("is not validated while %s", async (_why, switchOff) => {
    await switchOff();
    await makeDue();
    expect(await run()).toBe(0);
    expect(receiver.received).toEqual([]);
  });
});
