import { Prisma } from "@/generated/prisma/client";
import type { secrets } from "@/lib/apps/app-parts";
import type { LockedApp } from "@/lib/apps/locked-app";
import type { Write } from "@/lib/apps/write";
import { reminderAt, secretEndNotice } from "@/lib/credentials/secret-end";
import type { Transaction } from "@/lib/database/db";
import type { PublicJwk } from "@/lib/tokens/rules";

type NewSecret = { id: string; digest: string; sealed: string };

/** Adds a client secret that doesn't expire. */
export const addSecret =
  (secret: NewSecret): Write =>
  async (tx, { id: appId, now }) => {
    await tx.appSecret.create({ data: { appId, createdAt: now, ...secret }, select: { id: true } });
  };

/** Makes client secrets expire at this time, except those that expire sooner. */
export const endSecrets =
  (ids: readonly string[], at: Date): Write<LockedApp<{ secrets: typeof secrets }>> =>
  async (tx, app) => {
    const later = app.secrets.filter((one) => ids.includes(one.id) && (one.expiresAt === null || one.expiresAt > at));
    await moveEnds(
      tx,
      app,
      later.map(({ id }) => id),
      at,
    );
  };

/** Makes one client secret expire earlier or later; null: never. */
export const moveSecretEnd =
  (id: string, to: Date | null): Write =>
  (tx, app) =>
    moveEnds(tx, app, [id], to);

/** Also restarts the reminders, and closes notices about the previous expiry. */
async function moveEnds(tx: Transaction, { id: appId, now }: LockedApp, ids: string[], to: Date | null): Promise<void> {
  if (ids.length === 0) return;
  const data = { expiresAt: to, remindedDays: to && reminderAt(to, now) };
  await tx.appSecret.updateMany({ where: { appId, id: { in: ids } }, data });
  const kinds = ids.map(secretEndNotice);
  await tx.notice.updateMany({ where: { appId, kind: { in: kinds }, closedAt: null }, data: { closedAt: now } });
}

type NewKey = { id: string; name: string; publicJwk: PublicJwk | null; jwksUrl: string | null };

/** Adds a public key or a JWKS URL. */
export const addKey =
  (key: NewKey): Write =>
  async (tx, { id: appId, now }) => {
    const publicJwk = key.publicJwk ?? Prisma.DbNull;
    await tx.appKey.create({ data: { appId, createdAt: now, ...key, publicJwk }, select: { id: true } });
  };

export const removeKey =
  (id: string): Write =>
  async (tx, { id: appId }) => {
    await tx.appKey.deleteMany({ where: { id, appId } });
  };
