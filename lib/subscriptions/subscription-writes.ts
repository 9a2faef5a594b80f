import { Prisma } from "@/generated/prisma/client";
import type { subscriptions } from "@/lib/apps/held-subscriptions";
import type { LockedApp } from "@/lib/apps/locked-app";
import type { DisabledBecause } from "@/lib/apps/rules";
import type { Write } from "@/lib/apps/write";
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

/**
 * Saves a subscription, new or changed, with its events.
 * @throws QuotaReached for one more than the account may have
 */
export const saveSubscription =
  (saved: SavedSubscription): Write<LockedApp<{ subscriptions: typeof subscriptions }>> =>
  async (tx, app) => {
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
  };

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

/** Enables a subscription, or disables it in a person's name. */
export const switchSubscription =
  (id: string, enabled: boolean): Write =>
  async (tx, app) => {
    const disabledBecause: DisabledBecause | null = enabled ? null : "person";
    const data = { enabled, disabledBecause, updatedAt: app.now, ...(enabled ? { validationFailures: 0 } : {}) };
    await tx.subscription.updateMany({ where: { appId: app.id, id }, data });
    if (enabled) await beginAnew(tx, app, id);
  };

/** What was counted and told of an endpoint before is over. */
async function beginAnew(tx: Transaction, { id: appId }: LockedApp, subscriptionId: string): Promise<void> {
  await tx.endpointHealth.deleteMany({ where: { subscriptionId } });
  await closeEndpointNotices(tx, { appId, subscriptionId });
}

/** Removes a subscription; the scopes that its events brought stay. */
export const removeSubscription =
  (subscriptionId: string): Write =>
  async (tx, { id: appId }) => {
    await closeEndpointNotices(tx, { appId, subscriptionId });
    await tx.subscription.deleteMany({ where: { appId, id: subscriptionId } });
  };

/** Notes how a validation went. */
export const noteValidation =
  ({ url, tokenId, subscription, kept }: NotedValidation): Write =>
  async (tx, app) => {
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
  };

/** Has the app's enabled subscriptions validated again by then, at the latest. */
export const revalidateBy =
  (by: Date): Write =>
  async (tx, app) => {
    await tx.$executeRaw`
    UPDATE "Subscription" SET "nextValidationAt" = least("nextValidationAt", ${by})
     WHERE "appId" = ${app.id} AND "enabled"`;
  };
