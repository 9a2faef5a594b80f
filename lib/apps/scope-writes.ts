import type { HeldScope } from "@/lib/apps/app-parts";
import type { Write } from "@/lib/apps/write";
import { randomId } from "@/lib/crypto";
import { settleLosses } from "@/lib/scopes/strip";

/** Adds scopes. Each depends on a grant of the owner's role, which the database checks (decision 0002). */
export const addScopes =
  (added: readonly HeldScope[]): Write =>
  async (tx, { id: appId, ownerId, now }) => {
    if (added.length === 0) return;
    await tx.appGrant.createMany({
      data: added.map(({ privilege, access }) => ({ appId, ownerId, privilege, access })),
      skipDuplicates: true,
    });
    await tx.appScope.createMany({
      data: added.map(({ id, ...scope }) => ({ appId, scopeId: id, ...scope, addedAt: now })),
      skipDuplicates: true,
    });
    await settleLosses(tx, appId);
  };

/** Removes scopes, and the grants that no scope depends on afterwards. */
export const removeScopes =
  (scopeIds: readonly string[]): Write =>
  async (tx, { id: appId }) => {
    if (scopeIds.length === 0) return;
    await tx.appScope.deleteMany({ where: { appId, scopeId: { in: [...scopeIds] } } });
    await tx.appGrant.deleteMany({ where: { appId, appScopes: { none: {} } } });
  };

/** Deletes the record of lost scopes: they can no longer be restored, only added. */
export const forgetLosses: Write = async (tx, { id: appId }) => {
  await tx.scopeLoss.deleteMany({ where: { appId } });
};

/** Requests a scope that the owner's role does not grant; `reason` may be empty. */
export const requestScope =
  (scopeId: string, reason: string): Write =>
  async (tx, { id: appId, now }, { actor }) => {
    const asked = { scopeId, reason, askedById: actor.userId, askedAt: now };
    await tx.scopeRequest.create({ data: { id: randomId(), accountId: actor.accountId, appId, ...asked } });
  };

/** Closes the open request for a scope, without an answer. */
export const withdrawRequest =
  (scopeId: string): Write =>
  async (tx, { id: appId, now }) => {
    await tx.scopeRequest.updateMany({ where: { appId, scopeId, closedAt: null }, data: { closedAt: now } });
  };
