import * as z from "zod";
import type { Prisma } from "@/generated/prisma/client";
import type { AppRow } from "@/lib/apps/app-row";
import type { Transaction } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";
import type { Access } from "@/lib/rights/privileges";

/**
 * Reads one thing that belongs to an app. Each command names the parts its decision needs, so that it reads nothing
 * else; a part is one statement where possible.
 */
export type Part<T> = (tx: Transaction, app: AppRow) => Promise<T>;

/** Parts by the property names they get on the app. */
export type Parts = Readonly<Record<string, Part<unknown>>>;

/** No parts: the app's own row is enough. */
export type NoParts = Record<never, never>;

export type Read<Named extends Parts> = { [Name in keyof Named]: Awaited<ReturnType<Named[Name]>> };

/** Reads the named parts in sequence, because a transaction has one connection. */
export async function readParts<Named extends Parts>(tx: Transaction, app: AppRow, parts: Named): Promise<Read<Named>> {
  const found: [string, unknown][] = [];
  for (const [name, part] of Object.entries(parts)) found.push([name, await part(tx, app)]);
  return Object.fromEntries(found) as Read<Named>;
}

export type HeldSecret = { id: string; sealed: string; createdAt: Date; expiresAt: Date | null };

/** All client secrets of the app, newest first. */
export const secrets: Part<HeldSecret[]> = (tx, { id: appId }) =>
  tx.appSecret.findMany({
    where: { appId },
    select: { id: true, sealed: true, createdAt: true, expiresAt: true },
    orderBy: { createdAt: "desc" },
  });

export type HeldKey = {
  id: string;
  name: string;
  /** null: the key is a JWKS URL. */
  publicJwk: Prisma.JsonValue;
  jwksUrl: string | null;
  expiresAt: Date | null;
};

/** The app's public keys, oldest first. */
export const keys: Part<HeldKey[]> = (tx, { id: appId }) =>
  tx.appKey.findMany({
    where: { appId },
    select: { id: true, name: true, publicJwk: true, jwksUrl: true, expiresAt: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });

export type HeldScope = { id: string; privilege: string; access: Access; chosen: boolean };

/** The scopes the app holds, sorted by ID. `chosen`: not just required by an event. */
export const scopes: Part<HeldScope[]> = async (tx, { id: appId }) => {
  const select = { scopeId: true, privilege: true, access: true, chosen: true } as const;
  const rows = await tx.appScope.findMany({ where: { appId }, select, orderBy: { scopeId: "asc" } });
  return rows.map(({ scopeId, ...scope }) => ({ id: scopeId, ...scope }));
};

export type Loss = {
  actId: string;
  at: Date;
  cause: string;
  deactivated: boolean;
  chosen: string[];
  required: string[];
};

/** Scopes removed because the owner lost the rights to them, and not restored since; newest first. */
export const losses: Part<Loss[]> = (tx, { id: appId }) =>
  tx.scopeLoss.findMany({
    where: { appId },
    select: { actId: true, at: true, cause: true, deactivated: true, chosen: true, required: true },
    orderBy: { at: "desc" },
  });

/** IDs of the scopes with an open request. */
export const requested: Part<string[]> = async (tx, { id: appId }) => {
  const rows = await tx.scopeRequest.findMany({ where: { appId, closedAt: null }, select: { scopeId: true } });
  return rows.map(({ scopeId }) => scopeId);
};

export type PendingTransfer = { toId: string; expiresAt: Date };

/** The pending transfer; it may have expired. */
export const transfer: Part<PendingTransfer | null> = (tx, { id: appId }) =>
  tx.ownershipTransfer.findFirst({ where: { appId, state: "pending" }, select: { toId: true, expiresAt: true } });

const eventRow = row({ eventId: z.string() });

/** IDs of all events the app's subscriptions include. */
export const chosenEvents: Part<string[]> = async (tx, { id: appId }) => {
  const found: unknown[] = await tx.$queryRaw`
    SELECT DISTINCT e."eventId" FROM "SubscriptionEvent" e JOIN "Subscription" s ON s."id" = e."subscriptionId"
     WHERE s."appId" = ${appId} ORDER BY 1`;
  const rows = typed(eventRow, found);
  return rows.map(({ eventId }) => eventId);
};
