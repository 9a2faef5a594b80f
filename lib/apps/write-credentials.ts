import { Prisma } from "@/generated/prisma/client";
import type { LockedApp } from "@/lib/apps/locked-app";
import { reminderAt } from "@/lib/apps/secret-end";
import { secretEndNotice } from "@/lib/apps/secret-end-notice";
import type { AppChange } from "@/lib/apps/write-change";
import type { Transaction } from "@/lib/db";

type CredentialChange = Pick<AppChange, "addSecret" | "endSecrets" | "moveSecretEnd" | "addKey" | "removeKey">;

/** Writes what becomes of an app's client secrets and public keys. Reminders count from the moment an end was chosen. */
export async function writeCredentials(tx: Transaction, app: LockedApp, change: CredentialChange): Promise<void> {
  const { addSecret, endSecrets, moveSecretEnd: moved, addKey, removeKey } = change;
  if (endSecrets?.ids.length) {
    const { ids, at } = endSecrets;
    await tx.appSecret.updateMany({
      where: { appId: app.id, id: { in: ids }, OR: [{ expiresAt: null }, { expiresAt: { gt: at } }] },
      data: { expiresAt: at, remindedDays: reminderAt(at, app.now) },
    });
  }
  if (moved) {
    const remindedDays = moved.to && reminderAt(moved.to, app.now);
    const where = { id: moved.id, appId: app.id };
    await tx.appSecret.update({ where, data: { expiresAt: moved.to, remindedDays } });
    await closeNotices(tx, app, secretEndNotice(moved.id));
  }
  if (addSecret) await tx.appSecret.create({ data: { appId: app.id, createdAt: app.now, ...addSecret } });
  if (addKey) {
    const publicJwk = addKey.publicJwk ?? Prisma.DbNull;
    await tx.appKey.create({ data: { appId: app.id, createdAt: app.now, ...addKey, publicJwk } });
  }
  if (removeKey) await tx.appKey.deleteMany({ where: { id: removeKey, appId: app.id } });
}

/** What was said about an end that is another one now. */
async function closeNotices(tx: Transaction, { id: appId, now }: LockedApp, kind: string): Promise<void> {
  await tx.notice.updateMany({ where: { appId, kind, closedAt: null }, data: { closedAt: now } });
}
