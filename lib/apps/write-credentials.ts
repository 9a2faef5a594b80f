import { Prisma } from "@/generated/prisma/client";
import type { LockedApp } from "@/lib/apps/locked-app";
import type { AppChange } from "@/lib/apps/write-change";
import { reminderAt, secretEndNotice } from "@/lib/credentials/secret-end";
import type { Transaction } from "@/lib/database/db";

type CredentialChange = Pick<AppChange, "addSecret" | "endSecrets" | "moveSecretEnd" | "addKey" | "removeKey">;

/** Writes what becomes of an app's client secrets and public keys. Reminders count from the moment an end was chosen. */
export async function writeCredentials(tx: Transaction, app: LockedApp, change: CredentialChange): Promise<void> {
  const { addSecret, endSecrets = [], moveSecretEnd: moved, addKey, removeKey } = change;
  for (const ending of endSecrets) await moveEnds(tx, app, goingOnAfter(app, ending), ending.at);
  if (moved) await moveEnds(tx, app, [moved.id], moved.to);
  if (addSecret) await tx.appSecret.create({ data: { appId: app.id, createdAt: app.now, ...addSecret } });
  if (addKey) {
    const publicJwk = addKey.publicJwk ?? Prisma.DbNull;
    await tx.appKey.create({ data: { appId: app.id, createdAt: app.now, ...addKey, publicJwk } });
  }
  if (removeKey) await tx.appKey.deleteMany({ where: { id: removeKey, appId: app.id } });
}

/** Those of the secrets that would go on after this moment. */
const goingOnAfter = (app: LockedApp, { ids, at }: NonNullable<CredentialChange["endSecrets"]>[number]): string[] =>
  app.secrets
    .filter(({ id, expiresAt }) => ids.includes(id) && (expiresAt === null || expiresAt > at))
    .map(({ id }) => id);

/** Lets secrets end at another moment, or not at all; what was said about their ends before is not so any more. */
async function moveEnds(tx: Transaction, app: LockedApp, ids: string[], to: Date | null): Promise<void> {
  if (ids.length === 0) return;
  const data = { expiresAt: to, remindedDays: to && reminderAt(to, app.now) };
  await tx.appSecret.updateMany({ where: { appId: app.id, id: { in: ids } }, data });
  const kinds = ids.map(secretEndNotice);
  await tx.notice.updateMany({
    where: { appId: app.id, kind: { in: kinds }, closedAt: null },
    data: { closedAt: app.now },
  });
}
