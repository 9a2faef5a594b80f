import * as z from "zod";
import { Prisma } from "@/generated/prisma/client";
import { DeliveryState } from "@/generated/prisma/enums";
import type { Actor } from "@/lib/auth/actor";
import { databaseNow } from "@/lib/database/clock";
import { db } from "@/lib/database/db";
import { cursorOf, type Place, placeOf } from "@/lib/database/list-cursor";
import { row, typed } from "@/lib/database/rows";
import type { DeliveryFilter } from "@/lib/deliveries/delivery-filter";
import { whyNotResend } from "@/lib/deliveries/delivery-rules";
import { walk, wanted } from "@/lib/deliveries/delivery-sql";
import { mostWalked } from "@/lib/deliveries/limits";
import { mayEditApp, maySeeApps } from "@/lib/rights/rules";
import { idInput } from "@/lib/text/inputs";

const pageSize = 25;
const countLimit = 1000;

/** Of the columns of a delivery, those that are shown. */
const deliveryRow = z.object({
  id: z.string(),
  subscriptionId: z.string(),
  event: z.string(),
  isTest: z.boolean(),
  state: z.enum(DeliveryState),
  createdAt: z.date(),
  dueAt: z.date(),
  endedAt: z.date().nullable(),
  attemptCount: z.number(),
  lastStatus: z.number().nullable(),
  lastFailure: z.string().nullable(),
  lastTookMs: z.number().nullable(),
});

type DeliveryColumns = z.output<typeof deliveryRow>;

/** The app, if the actor may see it, with what its deliveries need. */
type DeliveringApp = NonNullable<Awaited<ReturnType<typeof findDeliveringApp>>>;

async function findDeliveringApp(actor: Actor, appId: string) {
  if (!maySeeApps(actor) || !idInput.safeParse(appId).success) return null;
  const app = await db().app.findUnique({
    where: { id: appId, accountId: actor.accountId, removedAt: null },
    select: {
      id: true,
      accountId: true,
      ownerId: true,
      state: true,
      eventsEnabled: true,
      subscriptions: { select: { id: true, name: true, url: true, enabled: true } },
    },
  });
  return app && { ...app, mayEdit: mayEditApp(actor, app) };
}

/**
 * A page of an app's deliveries, newest first, and how many match the filter. Counts up to 1,000 matches, or among the
 * 20,000 newest; `more` means that there may be more. `next` is a cursor. A page searches the next 20,000 deliveries,
 * so it may be empty and still have a next one. null: not found, or not visible to the actor.
 */
export async function listDeliveries(actor: Actor, appId: string, filter: DeliveryFilter, after: string | null) {
  const app = await findDeliveringApp(actor, appId);
  if (!app) return null;
  const range = { accountId: app.accountId, appId, filter };
  const from = placeOf(after, "moment");
  const [found, count, now] = await Promise.all([readPage(range, from), countDeliveries(range), readClock()]);
  const rows = found.slice(0, pageSize);
  const goesOn = found.length > pageSize;
  const next = goesOn ? placeOfRow(rows.at(-1)) : isNarrowed(filter) ? await endOfWalk(range, from) : null;
  return { deliveries: await shown(app, rows), ...count, next: next && cursorOf(next), now, mayEdit: app.mayEdit };
}

export async function findDeliveryRow(actor: Actor, appId: string, deliveryId: string) {
  const app = await findDeliveringApp(actor, appId);
  const found = app && (await readDelivery(app, deliveryId));
  if (!app || !found) return null;
  return { deliveries: await shown(app, [found]), now: await readClock() };
}

export type ShownDelivery = Awaited<ReturnType<typeof shown>>[number];

type Range = { accountId: string; appId: string; filter: DeliveryFilter };

const isNarrowed = ({ event, endpoint }: DeliveryFilter): boolean => event !== null || endpoint !== null;

async function readPage(range: Range, from: Place | null): Promise<DeliveryColumns[]> {
  const rows: unknown[] = await db().$queryRaw`
    SELECT * FROM (${walk({ ...range, from })}) walked WHERE ${wanted(range.filter)}
    ORDER BY "createdAt" DESC, "id" DESC LIMIT ${pageSize + 1}`;
  return typed(deliveryRow, rows);
}

/** Where a walk that found less than a page stopped, if it stopped before the end of the log. */
async function endOfWalk(range: Range, from: Place | null): Promise<Place | null> {
  const rows: unknown[] = await db().$queryRaw`
    SELECT * FROM (${walk({ ...range, from })}) walked OFFSET ${mostWalked - 1} LIMIT 1`;
  return placeOfRow(typed(deliveryRow, rows)[0]);
}

const placeOfRow = (last: DeliveryColumns | undefined): Place | null =>
  last ? { key: last.createdAt, id: last.id } : null;

const countRow = row({ total: z.number(), walked: z.number() });

async function countDeliveries(range: Range): Promise<{ total: number; more: boolean }> {
  const rows: unknown[] = await db().$queryRaw`
    WITH walked AS (${walk({ ...range, from: null })})
    SELECT (SELECT count(*)::int FROM (SELECT FROM walked WHERE ${wanted(range.filter)} LIMIT ${countLimit + 1}) counted) AS "total",
           ${isNarrowed(range.filter) ? Prisma.sql`(SELECT count(*)::int FROM walked)` : Prisma.sql`0`} AS "walked"`;
  const { total = 0, walked = 0 } = typed(countRow, rows)[0] ?? {};
  return { total: Math.min(total, countLimit), more: total > countLimit || walked === mostWalked };
}

/** The database's clock in ISO format, so that a page can show relative times. */
const readClock = async (): Promise<string> => (await databaseNow()).toISOString();

async function readDelivery({ id: appId, accountId }: DeliveringApp, deliveryId: string) {
  if (!idInput.safeParse(deliveryId).success) return null;
  return db().delivery.findFirst({ where: { id: deliveryId, appId, accountId } });
}

/** Rows as sent to the browser: times as ISO text, endpoints with their name or URL. */
async function shown(app: DeliveringApp, rows: DeliveryColumns[]) {
  const urls = await removedUrls(app, rows);
  return rows.map(({ subscriptionId, createdAt, dueAt, endedAt, ...row }) => {
    const subscription = app.subscriptions.find((one) => one.id === subscriptionId) ?? null;
    return {
      ...columnsOf(row),
      createdAt: createdAt.toISOString(),
      dueAt: dueAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
      endpoint: {
        id: subscriptionId,
        title: subscription ? subscription.name || subscription.url : (urls.get(row.id) ?? "an endpoint"),
        isRemoved: subscription === null,
      },
      whyNotResend: whyNotResend({
        appState: app.state,
        eventsEnabled: app.eventsEnabled,
        subscription,
        isTest: row.isTest,
        isEventOpen: row.state !== "held",
      }),
    };
  });
}

const columnsOf = (row: Omit<DeliveryColumns, "subscriptionId" | "createdAt" | "dueAt" | "endedAt">) => ({
  id: row.id,
  event: row.event,
  isTest: row.isTest,
  state: row.state,
  attemptCount: row.attemptCount,
  lastStatus: row.lastStatus,
  lastFailure: row.lastFailure,
  lastTookMs: row.lastTookMs,
});

/** The URLs of deliveries whose subscription was removed, by delivery id. */
async function removedUrls({ subscriptions }: DeliveringApp, rows: DeliveryColumns[]): Promise<Map<string, string>> {
  const orphans = rows.filter((row) => !subscriptions.some((one) => one.id === row.subscriptionId));
  if (orphans.length === 0) return new Map();
  const attempts = await db().deliveryAttempt.findMany({
    where: { deliveryId: { in: orphans.map(({ id }) => id) } },
    distinct: ["deliveryId"],
    select: { deliveryId: true, url: true },
  });
  return new Map(attempts.map(({ deliveryId, url }) => [deliveryId, url]));
}

const mostAttempts = 20;

/**
 * One delivery with its newest 20 attempts. Without the right to edit the app, request and response bodies are left
 * out. null: not found, or not visible to the actor.
 */
export async function findDelivery(actor: Actor, appId: string, deliveryId: string) {
  const app = await findDeliveringApp(actor, appId);
  const row = app && (await readDelivery(app, deliveryId));
  if (!app || !row) return null;
  const { mayEdit } = app;
  const [[delivery], body, attempts, now] = await Promise.all([
    shown(app, [row]),
    mayEdit ? readBody(app.accountId, row.reportId) : null,
    readAttempts(deliveryId, mayEdit),
    readClock(),
  ]);
  return delivery ? { delivery, reportId: row.reportId, body, attempts, mayEdit, now } : null;
}

export type DeliveryDetail = NonNullable<Awaited<ReturnType<typeof findDelivery>>>;

async function readBody(accountId: string, id: string): Promise<string | null> {
  const where = { accountId_id: { accountId, id } };
  return (await db().reportedEvent.findUnique({ where, select: { body: true } }))?.body ?? null;
}

const readAttempts = (deliveryId: string, withBodies: boolean) =>
  db().deliveryAttempt.findMany({
    where: { deliveryId },
    orderBy: { number: "desc" },
    take: mostAttempts,
    omit: { responseBody: !withBodies, deliveryId: true },
  });
