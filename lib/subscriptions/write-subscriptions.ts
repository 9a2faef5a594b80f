import { Prisma } from "@/generated/prisma/client";
import type { LockedApp } from "@/lib/apps/locked-app";
import type { DisabledBecause } from "@/lib/apps/rules";
import type { AppChange } from "@/lib/apps/write-change";
import type { Transaction } from "@/lib/database/db";
import { refuseMoreEndpoints } from "@/lib/quotas/owned";
import type { SealedAuthorization } from "@/lib/subscriptions/authorization";
import { forgetEndpoint, noteNotValidated, noteValidated, rememberEndpoint } from "@/lib/subscriptions/note-validation";
import { closeEndpointNotices } from "@/lib/subscriptions/notices";
import { afterSuccess, type KeptValidation } from "@/lib/subscriptions/validation-rules";

export type SavedSubscription = {
  id: string;
  name: string;
  url: string;
  eventIds: string[];
  enabled: boolean;
  disabledBecause: DisabledBecause | null;
  authorization: SealedAuthorization;
  /** What its URL counts as validated with from now on, null for not at all; missing: as it was. */
  validation?: { tokenId: string; at: Date } | null;
};

/** How a validation of a URL went; `tokenId`: with which secret token it was answered, null when it was not valid. */
export type NotedValidation = {
  url: string;
  tokenId: string | null;
  /** The saved subscription with this URL that it was about, and whether it is enabled by it. */
  subscription: { id: string; enables: boolean } | null;
  kept: KeptValidation;
};

/** Writes what becomes of an app's subscriptions; the app is held fast. */
export async function writeSubscriptions(tx: Transaction, app: LockedApp, change: AppChange): Promise<void> {
  const { saveSubscription: saved, removeSubscription: removed, switchSubscription: switched } = change;
  if (removed) await removeSubscription(tx, app, removed);
  if (switched) await switchSubscription(tx, app, switched);
  if (change.noteValidation) await writeValidation(tx, app, change.noteValidation);
  if (change.revalidateBy) await revalidateBy(tx, app, change.revalidateBy);
  if (saved) await saveSubscription(tx, app, saved);
}

async function saveSubscription(tx: Transaction, app: LockedApp, saved: SavedSubscription): Promise<void> {
  const { id, eventIds, validation, authorization, ...columns } = saved;
  const { authorizationKind, authorizationSealed, authorizationId } = authorization;
  if (app.subscriptions.every((one) => one.id !== id)) await refuseMoreEndpoints(tx, app.id);
  const data = {
    ...columns,
    ...{ authorizationKind, authorizationSealed, authorizationId },
    ...(validation === undefined ? {} : validationColumns(app, saved.url, validation)),
    updatedAt: app.now,
  };
  await tx.subscription.upsert({
    where: { id, appId: app.id },
    create: { id, appId: app.id, createdAt: app.now, ...data },
    update: data,
  });
  if (validation !== undefined) await beginAnew(tx, app, id);
  await tx.subscriptionEvent.deleteMany({ where: { subscriptionId: id, eventId: { notIn: eventIds } } });
  await tx.subscriptionEvent.createMany({
    data: eventIds.map((eventId) => ({ subscriptionId: id, eventId })),
    skipDuplicates: true,
  });
}

/** What the row says of its validation once that is another one: what was counted of the one before is over. */
function validationColumns(app: LockedApp, url: string, validation: { tokenId: string; at: Date } | null) {
  const counters = { validationFailures: 0, lastValidation: Prisma.DbNull };
  if (!validation) {
    return { validatedUrl: null, validatedTokenId: null, validatedAt: null, nextValidationAt: null, ...counters };
  }
  const { tokenId, at } = validation;
  const nextValidationAt = afterSuccess(endOfToken(app, tokenId), at);
  return { validatedUrl: url, validatedTokenId: tokenId, validatedAt: at, nextValidationAt, ...counters };
}

/** When the secret token that was answered with ends; null: it is the current one. */
const endOfToken = (app: LockedApp, tokenId: string): Date | null =>
  tokenId === app.secretTokenId ? null : (app.rotation?.endsAt ?? null);

async function switchSubscription(
  tx: Transaction,
  app: LockedApp,
  { id, enabled }: { id: string; enabled: boolean },
): Promise<void> {
  const disabledBecause: DisabledBecause | null = enabled ? null : "person";
  const data = { enabled, disabledBecause, updatedAt: app.now, ...(enabled ? { validationFailures: 0 } : {}) };
  await tx.subscription.updateMany({ where: { appId: app.id, id }, data });
  if (enabled) await beginAnew(tx, app, id);
}

/** What was counted and told of an endpoint before is over. */
async function beginAnew(tx: Transaction, { id: appId }: LockedApp, subscriptionId: string): Promise<void> {
  await tx.endpointHealth.deleteMany({ where: { subscriptionId } });
  await closeEndpointNotices(tx, { appId, subscriptionId });
}

async function removeSubscription(tx: Transaction, { id: appId }: LockedApp, subscriptionId: string): Promise<void> {
  await closeEndpointNotices(tx, { appId, subscriptionId });
  await tx.subscription.deleteMany({ where: { appId, id: subscriptionId } });
}

async function writeValidation(tx: Transaction, app: LockedApp, note: NotedValidation): Promise<void> {
  const { url, tokenId, subscription, kept } = note;
  const endpoint = { appId: app.id, url };
  if (tokenId === null) {
    await forgetEndpoint(tx, endpoint);
    if (subscription) await noteNotValidated(tx, { ...subscription, url, kept });
    return;
  }
  await rememberEndpoint(tx, { ...endpoint, tokenId, at: app.now });
  if (!subscription) return;
  const nextAt = afterSuccess(endOfToken(app, tokenId), app.now);
  await noteValidated(tx, { ...subscription, ...endpoint, tokenId, kept, at: app.now, nextAt });
}

async function revalidateBy(tx: Transaction, app: LockedApp, by: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Subscription" SET "nextValidationAt" = least("nextValidationAt", ${by})
     WHERE "appId" = ${app.id} AND "enabled"`;
}
