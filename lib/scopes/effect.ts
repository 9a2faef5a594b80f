import * as z from "zod";
import { Prisma } from "@/generated/prisma/client";
import { type AppState, appStates } from "@/lib/app-state";
import { findEvent } from "@/lib/catalog/events";
import type { Transaction } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";
import { Refusal } from "@/lib/refusal";
import { grantsOf, type Rights } from "@/lib/rights/privileges";
import { pausedEvents } from "@/lib/scopes/rules";

/**
 * Rights about to shrink. `apps`: the apps affected, as a SQL condition on "App" a; `keeps`: the rights their owners
 * will have left.
 */
export type Shrink = { apps: Prisma.Sql; keeps: Rights };

export const appsOfPerson = (userId: string): Prisma.Sql => Prisma.sql`a."ownerId" = ${userId}`;
export const appsOfRole = (roleId: string): Prisma.Sql =>
  Prisma.sql`a."ownerId" IN (SELECT "id" FROM "User" WHERE "roleId" = ${roleId})`;
export const oneApp = (appId: string): Prisma.Sql => Prisma.sql`a."id" = ${appId}`;

/** What a change of rights does to one app. */
export type AppEffect = {
  id: string;
  name: string;
  ownerId: string;
  ownerName: string;
  state: AppState;
  isRemoved: boolean;
  /** IDs of the scopes it loses. */
  scopes: string[];
  /** It is activated, loses its last scope, and is deactivated for that reason. */
  isDeactivated: boolean;
  /** IDs of the events that pause because no scope that opens them is left. */
  pausedEvents: string[];
};

/**
 * The effect of a change of rights: counts of everything, and details of at most 100 apps, those that will be
 * deactivated first. `others`: the apps after these, at most 900.
 */
export type Effect = {
  apps: AppEffect[];
  others: Pick<AppEffect, "id" | "name" | "isDeactivated">[];
  appCount: number;
  scopeCount: number;
  deactivatedCount: number;
  /** A digest of the whole effect; sent back on confirmation to prove what was shown. */
  seen: string;
};

const shownApps = 100;
const namedApps = 1000;

const lostRow = row({
  id: z.string(),
  name: z.string(),
  ownerId: z.string(),
  ownerName: z.string(),
  state: z.enum(appStates),
  isRemoved: z.boolean(),
  scopes: z.array(z.string()),
  isDeactivated: z.boolean(),
  total: z.number(),
  scopeTotal: z.number(),
  offTotal: z.number(),
  seen: z.string(),
});

type LostRow = z.output<typeof lostRow>;

/** The grants of these apps that their owners won't keep, as rows of "appId", "privilege", "access". */
export function lostGrants({ apps, keeps }: Shrink): Prisma.Sql {
  const kept = grantsOf(keeps);
  return Prisma.sql`
    SELECT g."appId", g."privilege", g."access" FROM "AppGrant" g JOIN "App" a ON a."id" = g."appId"
    WHERE ${apps} AND NOT EXISTS (
      SELECT 1 FROM unnest(${kept.map((one) => one.privilege)}::text[], ${kept.map((one) => one.access)}::text[]) k("privilege", "access")
      WHERE k."privilege" = g."privilege" AND k."access" = g."access"::text)`;
}

/** Which apps would lose which scopes if these rights shrank now. Reads only. */
export async function effectOf(tx: Transaction, shrink: Shrink): Promise<Effect> {
  const found: unknown[] = await tx.$queryRaw`
    WITH lost AS (${lostGrants(shrink)}),
    per_app AS (
      SELECT a."id", a."name", a."state", a."removedAt" IS NOT NULL AS "isRemoved", a."ownerId", o."name" AS "ownerName",
        array_agg(s."scopeId" ORDER BY s."scopeId") AS "scopes",
        a."state" = 'activated' AND count(*) = (SELECT count(*) FROM "AppScope" h WHERE h."appId" = a."id") AS "isDeactivated"
      FROM lost
        JOIN "AppScope" s ON s."appId" = lost."appId" AND s."privilege" = lost."privilege" AND s."access" = lost."access"
        JOIN "App" a ON a."id" = lost."appId"
        JOIN "User" o ON o."id" = a."ownerId"
      GROUP BY a."id", o."name"),
    totals AS (
      SELECT count(*)::int AS "total", coalesce(sum(cardinality("scopes")), 0)::int AS "scopeTotal",
        (count(*) FILTER (WHERE "isDeactivated"))::int AS "offTotal",
        md5(string_agg("id" || "isDeactivated" || array_to_string("scopes", ' '), ';' ORDER BY "id")) AS "seen"
      FROM per_app)
    SELECT per_app.*, totals.* FROM per_app, totals
    ORDER BY "isDeactivated" DESC, "isRemoved", "state" = 'activated' DESC, "name", "id"
    LIMIT ${namedApps}`;
  const rows = typed(lostRow, found);
  const [first] = rows;
  return {
    apps: await withPausedEvents(tx, rows.slice(0, shownApps)),
    others: rows.slice(shownApps).map(({ id, name, isDeactivated }) => ({ id, name, isDeactivated })),
    appCount: first?.total ?? 0,
    scopeCount: first?.scopeTotal ?? 0,
    deactivatedCount: first?.offTotal ?? 0,
    seen: first?.seen ?? "nothing",
  };
}

async function withPausedEvents(tx: Transaction, rows: LostRow[]): Promise<AppEffect[]> {
  const appId = { in: rows.map(({ id }) => id) };
  const [chosen, held] = await Promise.all([
    tx.subscriptionEvent.findMany({
      where: { subscription: { appId } },
      select: { eventId: true, subscription: { select: { appId: true } } },
      orderBy: { eventId: "asc" },
    }),
    tx.appScope.findMany({
      where: { appId, app: { subscriptions: { some: {} } } },
      select: { appId: true, scopeId: true },
    }),
  ]);
  return rows.map(({ total: _total, scopeTotal: _scopeTotal, offTotal: _offTotal, seen: _seen, ...app }) => {
    const before = held.filter((one) => one.appId === app.id).map((one) => one.scopeId);
    const ids = chosen.filter((one) => one.subscription.appId === app.id).map((one) => one.eventId);
    const events = [...new Set(ids)].flatMap((id) => findEvent(id) ?? []);
    const already = pausedEvents(new Set(before), events);
    const after = pausedEvents(new Set(before.filter((id) => !app.scopes.includes(id))), events);
    return { ...app, pausedEvents: after.filter((id) => !already.includes(id)) };
  });
}

/**
 * Makes sure that the effect is still the one the person confirmed.
 * @throws Refusal `effect-changed`
 */
export function refuseOtherThanSeen(effect: Effect, seen: string): void {
  if (effect.seen === seen) return;
  throw new Refusal(
    "effect-changed",
    "Apps or roles have changed in the meantime, so the effect is different now. Review it and confirm again.",
  );
}
