import { Prisma } from "@/generated/prisma/client";
import type { HeldSubscription, subscriptions } from "@/lib/apps/held-subscriptions";
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
  /** The new validation of its URL; null: not validated; omitted: unchanged. */
  validation?: { tokenId: string; at: Date } | null;
};

/** The result of a validation; `tokenId`: ID of the secret token used in the answer, null if it was not valid. */
export type NotedValidation = {
  url: string;
  tokenId: string | null;
  /**
   * The saved subscription with this URL, as it is written there, and whether the validation enables it; null: the URL is
   * not saved.
   */
  subscription: { id: string; url: string; enables: boolean } | null;
  kept: KeptValidation;
};

/**
 * Saves a new or changed subscription with its events.
 * @throws QuotaReached if the account has no room for a new one
 */
export const saveSubscription =
  (saved: SavedSubscription): Write<LockedApp<{ subscriptions: typeof subscriptions }>> =>
  async (tx, app) => {
    const { id, eventIds, validation, authorization, ...columns } = saved;
    const { authorizationKind, authorizationSealed, authorizationId } = authorization;
    const before = app.subscriptions.find((one) => one.id === id);
    if (!before) await refuseMoreEndpoints(tx, app.id);
    const data = {
      ...columns,
      ...{ authorizationKind, authorizationSealed, authorizationId },
      ...(validation === undefined ? renamed(before, saved.url) : validationColumns(app, saved.url, validation)),
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

/** A validation that stays belongs to the URL as it is now written. */
const renamed = (before: HeldSubscription | undefined, url: string) => (before?.validated ? { validatedUrl: url } : {});

/** The validation columns after a change of the validation; failure counters start over. */
function validationColumns(app: LockedApp, url: string, validation: { tokenId: string; at: Date } | null) {
  const counters = { validationFailures: 0, lastValidation: Prisma.DbNull };
  if (!validation) {
    return { validatedUrl: null, validatedTokenId: null, validatedAt: null, nextValidationAt: null, ...counters };
  }
  const { tokenId, at } = validation;
  const nextValidationAt = afterSuccess(endOfToken(app, tokenId), at);
  return { validatedUrl: url, validatedTokenId: tokenId, validatedAt: at, nextValidationAt, ...counters };
}

/** When a secret token expires; null: it is the current one. */
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

/** Resets an endpoint's health and closes the notices about it. */
async function beginAnew(tx: Transaction, { id: appId }: LockedApp, subscriptionId: string): Promise<void> {
  await tx.endpointHealth.deleteMany({ where: { subscriptionId } });
  await closeEndpointNotices(tx, { appId, subscriptionId });
}

/** Removes a subscription; scopes added with its events stay. */
export const removeSubscription =
  (subscriptionId: string): Write =>
  async (tx, { id: appId }) => {
    await closeEndpointNotices(tx, { appId, subscriptionId });
    await tx.subscription.deleteMany({ where: { appId, id: subscriptionId } });
  };

/** Stores the result of a validation. */
export const noteValidation =
  ({ url, tokenId, subscription, kept }: NotedValidation): Write =>
  async (tx, app) => {
    const endpoint = { appId: app.id, url };
    if (tokenId === null) {
      await forgetEndpoint(tx, endpoint);
      if (subscription) await noteNotValidated(tx, { ...subscription, kept });
      return;
    }
    await rememberEndpoint(tx, { ...endpoint, tokenId, at: app.now });
    if (!subscription) return;
    const nextAt = afterSuccess(endOfToken(app, tokenId), app.now);
    await noteValidated(tx, { ...endpoint, ...subscription, tokenId, kept, at: app.now, nextAt });
  };

/** Schedules the revalidation of the app's enabled subscriptions for `by` at the latest. */
export const revalidateBy =
  (by: Date): Write =>
  async (tx, app) => {
    await tx.$executeRaw`
    UPDATE "Subscription" SET "nextValidationAt" = least("nextValidationAt", ${by})
     WHERE "appId" = ${app.id} AND "enabled"`;
  };
