import { isDeepStrictEqual } from "node:util";
import { afterEach, beforeEach, expect, it } from "vitest";
import { db, pool } from "@/lib/database/db";
import { claimDeliveries } from "@/lib/deliveries/claim";
import { reportEvents } from "@/lib/deliveries/publish";
import { startDeliveries } from "@/lib/deliveries/worker";
import { signedHeaders } from "@/lib/outgoing/signature";
import { traceIn } from "@/lib/text/trace-context";
import { secretTokenOf, subscribe } from "@/tests/support/deliveries";
import { type Receiver, startReceiver } from "@/tests/support/receiver";
import { useSettings } from "@/tests/support/settings";
import { until } from "@/tests/support/until";
import { giveScope, makeWorld, takeScope } from "@/tests/support/world";

let w: Awaited<ReturnType<typeof makeWorld>>;
let receiver: Receiver;
let stop: () => Promise<void>;

beforeEach(async () => {
  useSettings({ WEBHOOK_ALLOWED_PRIVATE_CIDRS: "127.0.0.0/8" });
  w = await makeWorld(pool());
});

afterEach(async () => {
  await stop();
  await receiver.stop();
});

const report = (count: number) =>
  reportEvents(
    w.account.accountId,
    Array.from({ length: count }, (_, n) => ({ event: "user.updated", payload: { n } })),
  );

async function begin(answer?: Parameters<typeof startReceiver>[0]): Promise<void> {
  receiver = await startReceiver(answer);
  await subscribe(pool(), w.app, { url: receiver.url });
  stop = startDeliveries();
}

const states = async () => {
  const rows = await db().delivery.groupBy({ by: ["state"], where: { appId: w.app.appId }, _count: true });
  return Object.fromEntries(rows.map(({ state, _count }) => [state, _count]));
};

/** A stop gives what is written down half a second; on a busy machine that comes to its end a moment later. */
const written = (expected: Record<string, number>) => until(async () => isDeepStrictEqual(await states(), expected));

it("an event arrives as stored, signed with the app's secret token, and is shown as delivered", async () => {
  await begin();
  await report(1);
  const [got] = await receiver.arrived(1);
  const { body } = await db().reportedEvent.findFirstOrThrow({ where: { accountId: w.account.accountId } });
  const { id } = await db().delivery.findFirstOrThrow({ where: { appId: w.app.appId } });
  expect(got).toMatchObject({ method: "POST", body, headers: { "webhook-id": id, "x-zm-request-id": id } });
  const tokens = { current: await secretTokenOf(pool(), w.app), previous: null, platformUses: "current" as const };
  const timestampSeconds = Number(got?.headers["webhook-timestamp"]);
  expect(got?.headers).toMatchObject(signedHeaders({ id, timestampSeconds, body, tokens }));
  await stop();
  await written({ delivered: 1 });
  const row = await db().delivery.findFirstOrThrow({ where: { id }, include: { attempts: true } });
  expect(row).toMatchObject({ state: "delivered", attempts: [{ number: 1, status: 200, address: "127.0.0.1" }] });
});

it("deliveries waiting when a worker starts, and later ones, all arrive once", async () => {
  receiver = await startReceiver();
  await subscribe(pool(), w.app, { url: receiver.url });
  await report(60);
  stop = startDeliveries();
  for (let i = 0; i < 6; i++) await report(10);
  await receiver.arrived(120);
  await stop();
  await written({ delivered: 120 });
  expect(new Set(receiver.notifications().map(({ headers }) => headers["webhook-id"])).size).toBe(120);
  expect(receiver.notifications()).toHaveLength(120);
});

it("held deliveries are sent once allowed again", async () => {
  receiver = await startReceiver();
  await subscribe(pool(), w.app, { url: receiver.url });
  await report(3);
  await takeScope(pool(), w.app, "user:read:user:admin");
  expect(await claimDeliveries({ free: 10, byAccount: new Map(), byEndpoint: new Map() })).toEqual([]);
  expect(await states()).toEqual({ held: 3 });
  await giveScope(pool(), w.app, "user:read:user:admin");
  stop = startDeliveries();
  await receiver.arrived(3);
});

it("a stop waits for attempts in progress, and leaves the rest to be claimed by the next worker", async () => {
  let answerAll: () => void = () => undefined;
  const mayAnswer = new Promise<void>((resolve) => {
    answerAll = resolve;
  });
  await begin({ answer: () => mayAnswer.then(() => ({ status: 200 })) });
  await report(25);
  await receiver.arrived(3);
  const stopped = stop();
  answerAll();
  await stopped;
  const delivered = receiver.notifications().length;
  expect(delivered).toBeLessThan(25);
  await written({ delivered, pending: 25 - delivered });
  stop = startDeliveries();
  await receiver.arrived(25);
});

it("an endpoint that answers 410 is disabled", async () => {
  await begin({ answer: () => ({ status: 410 }) });
  await report(1);
  await receiver.arrived(1);
  const subscription = () => db().subscription.findFirst({ where: { appId: w.app.appId } });
  await until(async () => (await subscription())?.disabledBecause === "gone");
});

it("a dead endpoint blocks no other: another's deliveries arrive while its first are still hanging", async () => {
  await begin({ answer: () => new Promise(() => undefined) });
  const healthy = await startReceiver();
  await subscribe(pool(), w.app, { url: healthy.url });
  await report(30);
  await healthy.arrived(30);
  expect(receiver.notifications().length).toBeLessThanOrEqual(10);
  expect(
    await db().deliveryAttempt.count({ where: { delivery: { appId: w.app.appId }, failure: { not: null } } }),
  ).toBe(0);
  await healthy.stop();
});

it("a delivery continues the trace its event was reported in, as a span of its own", async () => {
  await begin();
  const trace = { traceId: "4bf92f3577b34da6a3ce929d0e0e4736", spanId: "00f067aa0ba902b7", flags: "01" };
  await reportEvents(w.account.accountId, [{ event: "user.updated", payload: {} }], trace);
  await report(1);
  const received = await receiver.arrived(2);
  const sent = received.map(({ headers }) => traceIn(String(headers.traceparent ?? "")));
  expect(sent.filter((one) => one === null)).toHaveLength(1);
  const continued = sent.find((one) => one !== null);
  expect(continued).toEqual({ ...trace, spanId: expect.not.stringMatching(trace.spanId) });
});
