import * as z from "zod";
import { Prisma } from "@/generated/prisma/client";
import { DeliveryState } from "@/generated/prisma/enums";
import { editInTurn } from "@/lib/apps/edit-in-turn";
import { record } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { spendSending } from "@/lib/auth/sending-throttle";
import { randomId } from "@/lib/crypto";
import type { Transaction } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";
import { mostReplayed, replayHours, whyNotResend } from "@/lib/deliveries/delivery-rules";
import { lockOwnApp, type OwnApp } from "@/lib/deliveries/own-app";
import { isSending, mayReceive } from "@/lib/deliveries/right";
import { firstInLine, leaseMs } from "@/lib/deliveries/rules";
import { spend } from "@/lib/deliveries/spend";
import { Refusal } from "@/lib/refusal";
import { chosenInput, idInput } from "@/lib/text/inputs";

export const resendInput = z.object({ appId: idInput, deliveryId: idInput });

const foundRow = row({
  subscriptionId: z.string(),
  event: z.string(),
  isTest: z.boolean(),
  state: z.enum(DeliveryState),
  isEventOpen: z.boolean(),
});

type Found = z.output<typeof foundRow>;

/**
 * Resends one delivery with the same ID, ahead of everything else waiting for its endpoint. One that has ended gets all
 * its retries again. One that is being sent, or due within seconds, is left alone.
 * @throws Refusal `not-found`, `forbidden`, `incomplete` (the app, subscription or event doesn't allow it), `too-many`,
 * `quota-reached`
 */
export async function resendDelivery(
  actor: Actor,
  { appId, deliveryId }: z.output<typeof resendInput>,
): Promise<{ deliveryId: string }> {
  await spendSending(actor, "notification");
  await editInTurn(actor, appId, async (tx) => {
    const app = await lockOwnApp(tx, actor, appId);
    const found = await lockDelivery(tx, app, deliveryId);
    if (!found) throw new Refusal("not-found", "This delivery no longer exists.");
    refuseWhereNotSent(app, found);
    if (found.state !== "pending") await spend({ accountId: actor.accountId, events: [], deliveries: 1 }, tx);
    const resent = await tx.$executeRaw`
      UPDATE "Delivery" SET "state" = 'pending', "endedAt" = NULL, "dueAt" = ${firstInLine}, "fence" = "fence" + 1,
             "retry" = CASE WHEN "state" = 'pending' THEN "retry" ELSE 0 END
       WHERE "id" = ${deliveryId} AND NOT ${isBeingSent}`;
    if (resent === 0) return;
    await tx.$executeRaw`NOTIFY deliveries`;
    const after = { delivery: deliveryId, event: found.event };
    const entry = { target: { id: appId, name: app.name }, appId, after };
    await record(tx, actor, randomId(), [{ action: "app.deliveryResent", ...entry }]);
  });
  return { deliveryId };
}

/** A worker may have claimed it: it is due within the length of a lease. */
const isBeingSent = Prisma.sql`(
  "state" = 'pending' AND "dueAt" > now() AND "dueAt" <= now() + make_interval(secs => ${leaseMs / 1000}::float8))`;

async function lockDelivery(tx: Transaction, app: OwnApp, deliveryId: string): Promise<Found | undefined> {
  const rows: unknown[] = await tx.$queryRaw`
    SELECT d."subscriptionId", d."event", d."isTest", d."state",
           ${Prisma.raw(mayReceive(`d."appId"`, `d."event"`))} AS "isEventOpen"
      FROM "Delivery" d WHERE d."id" = ${deliveryId} AND d."appId" = ${app.id} FOR UPDATE OF d`;
  return typed(foundRow, rows)[0];
}

function refuseWhereNotSent(app: OwnApp, { subscriptionId, isTest, isEventOpen }: Found): void {
  const subscription = app.subscriptions.find((one) => one.id === subscriptionId) ?? null;
  const why = whyNotResend({
    appState: app.state,
    eventsEnabled: app.eventsEnabled,
    subscription,
    isTest,
    isEventOpen,
  });
  if (why) throw new Refusal("incomplete", why);
}

export const replayInput = z.object({
  appId: idInput,
  /** How far back, or the start time (ISO, UTC). */
  since: z.union([z.enum(["1h", "24h", "7d"]), z.iso.datetime("Choose the day and time.")], "Choose a start time."),
  /** null: all subscriptions. */
  subscriptionId: chosenInput("Choose an endpoint.").nullable(),
});

type Replay = z.output<typeof replayInput>;

/**
 * How many failed deliveries {@link replayFailed} would resend, counting up to one more than its limit.
 * @throws Refusal `not-found`, `forbidden`
 */
export async function previewReplay(actor: Actor, replay: Replay): Promise<{ count: number }> {
  return editInTurn(actor, replay.appId, async (tx) => {
    const app = await lockOwnApp(tx, actor, replay.appId);
    return { count: await countReplayable(tx, app, replay, mostReplayed + 1) };
  });
}

/**
 * Resends failed deliveries created since the chosen time, oldest first, at most 10,000. Those that can't be sent
 * (subscription off, event paused) are skipped; for a draft, only test events are resent.
 * @returns how many will be resent
 * @throws Refusal `not-found`, `forbidden`, `incomplete` (the app sends nothing now), `too-many`, `quota-reached`
 */
export async function replayFailed(actor: Actor, replay: Replay): Promise<{ replayed: number }> {
  await spendSending(actor, "replay");
  return editInTurn(actor, replay.appId, async (tx) => {
    const app = await lockOwnApp(tx, actor, replay.appId);
    refuseWhileOff(app);
    const deliveries = await countReplayable(tx, app, replay, mostReplayed);
    await spend({ accountId: actor.accountId, events: [], deliveries, fewer }, tx);
    const replayed = await tx.$executeRaw`
      UPDATE "Delivery" SET "state" = 'pending', "endedAt" = NULL, "dueAt" = now(), "fence" = "fence" + 1, "retry" = 0
       WHERE "id" IN (${replayable(app, replay, mostReplayed)} FOR UPDATE OF d SKIP LOCKED)`;
    if (replayed === 0) return { replayed };
    await tx.$executeRaw`NOTIFY deliveries`;
    const subscription = app.subscriptions.find((one) => one.id === replay.subscriptionId);
    const after = { count: replayed, since: replay.since, ...(subscription ? { subscription: subscription.url } : {}) };
    const entry = { target: { id: app.id, name: app.name }, appId: app.id, after };
    await record(tx, actor, randomId(), [{ action: "app.deliveriesReplayed", ...entry }]);
    return { replayed };
  });
}

const fewer = "Choose a later start time, or one subscription.";

const countRow = row({ count: z.number() });

async function countReplayable(tx: Transaction, app: OwnApp, replay: Replay, most: number): Promise<number> {
  const rows: unknown[] = await tx.$queryRaw`
    SELECT count(*)::int AS "count" FROM (${replayable(app, replay, most)}) replayable`;
  return typed(countRow, rows)[0]?.count ?? 0;
}

function refuseWhileOff(app: OwnApp): void {
  const anything = { subscription: { enabled: true }, isTest: true, isEventOpen: true };
  const why = whyNotResend({ appState: app.state, eventsEnabled: app.eventsEnabled, ...anything });
  if (why) throw new Refusal("incomplete", why);
}

function replayable(app: OwnApp, { since, subscriptionId }: Replay, limit: number): Prisma.Sql {
  const wanted = app.subscriptions.filter(({ id }) => subscriptionId === null || id === subscriptionId);
  return Prisma.sql`
    SELECT d."id" FROM "Delivery" d
      JOIN "App" a ON a."id" = d."appId" JOIN "Subscription" s ON s."id" = d."subscriptionId"
     WHERE d."appId" = ${app.id} AND d."state" = 'failed' AND d."createdAt" >= ${momentOf(since)}
       AND d."subscriptionId" = ANY(${wanted.map(({ id }) => id)}::text[])
       AND ${Prisma.raw(isSending(`d."isTest"`))}
       AND (d."isTest" OR ${Prisma.raw(mayReceive(`d."appId"`, `d."event"`))})
     ORDER BY d."createdAt", d."id" LIMIT ${limit}`;
}

const momentOf = (since: Replay["since"]): Prisma.Sql =>
  since in replayHours
    ? Prisma.sql`now() - make_interval(hours => ${replayHours[since as keyof typeof replayHours]}::int)`
    : Prisma.sql`${since}::timestamptz`;
