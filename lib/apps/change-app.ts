import type { Prisma } from "@/generated/prisma/client";
import { activationFacts, type HeldScope, type LockedApp, lockApp, readApp } from "@/lib/apps/locked-app";
import { newlyMissing } from "@/lib/apps/rules";
import { type AuditEntryInput, record } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { randomId } from "@/lib/crypto";
import type { Transaction } from "@/lib/db";
import { Refusal } from "@/lib/refusal";
import { mayEditApp } from "@/lib/roles/rules";
import { transaction } from "@/lib/transaction";

/** What is to become of an app: only what is named changes. */
export type AppChange = {
  fields?: Prisma.AppUncheckedUpdateInput;
  addScopes?: HeldScope[];
  removeScopes?: string[];
  addSecret?: { id: string; digest: string; sealed: string };
  endSecrets?: string[];
  saveSubscription?: { id: string; name: string; url: string; eventIds: string[] };
  removeSubscription?: string;
  /** Somebody only looked: audited, but not an update. */
  untouched?: true;
  audit: Pick<AuditEntryInput, "action" | "before" | "after">[];
};

/**
 * `andDeactivate`: deactivate an activated app that the edit would leave without something activation needs.
 * `evenRemoved`: let a removed app through too, for restoring it.
 */
export type ChangeOptions = { andDeactivate?: boolean; evenRemoved?: boolean };

/**
 * The one door through which an app is changed: lock, authorise, decide, write, audit - in one transaction.
 * `decide` is pure: from the app as it stands to the change, or null when there is nothing to do. It may run again when
 * others got in the way.
 * @throws Refusal `not-found`, `forbidden`, `would-break-activation`, `conflict`, and whatever `decide` refuses.
 */
export async function changeApp(
  actor: Actor,
  appId: string,
  decide: (app: LockedApp) => AppChange | null,
  options: ChangeOptions = {},
): Promise<void> {
  await transaction(async (tx) => {
    const app = await lockApp(tx, actor, appId);
    if (app.removedAt && !options.evenRemoved) throw new Refusal("not-found", "This app was removed.");
    if (app.actor.status !== "active" || !mayEditApp(app.actor, app)) {
      throw new Refusal(
        "forbidden",
        "Changing this app takes the privilege S2S apps: Edit, and being its owner or an account admin.",
      );
    }
    const change = decide(app);
    if (!change) return;
    await write(tx, app, change);
    const followUp = await keepActivationWhole(tx, app, options);
    const target = { id: app.id, name: app.name };
    const entries = [...change.audit, ...followUp].map((entry) => ({ ...entry, target, appId: app.id }));
    await record(tx, actor, randomId(), entries);
  });
}

async function write(tx: Transaction, app: LockedApp, change: AppChange): Promise<void> {
  if (change.untouched) return;
  await writeScopes(tx, app, change);
  await writeSubscriptions(tx, app, change);
  if (change.endSecrets?.length) {
    await tx.appSecret.updateMany({
      where: { appId: app.id, id: { in: change.endSecrets } },
      data: { expiresAt: app.now },
    });
  }
  if (change.addSecret) await tx.appSecret.create({ data: { appId: app.id, createdAt: app.now, ...change.addSecret } });
  await tx.app.update({ where: { id: app.id }, data: { updatedAt: app.now, ...change.fields } });
}

/** An app's scopes stand on the grants of its owner's role; those no scope stands on any more go with the last one. */
async function writeScopes(
  tx: Transaction,
  app: LockedApp,
  { addScopes = [], removeScopes = [] }: AppChange,
): Promise<void> {
  if (removeScopes.length > 0) {
    await tx.appScope.deleteMany({ where: { appId: app.id, scopeId: { in: removeScopes } } });
    await tx.appGrant.deleteMany({ where: { appId: app.id, appScopes: { none: {} } } });
  }
  if (addScopes.length === 0) return;
  await tx.appGrant.createMany({
    data: addScopes.map(({ privilege, access }) => ({
      appId: app.id,
      ownerRoleId: app.ownerRoleId,
      privilege,
      access,
    })),
    skipDuplicates: true,
  });
  await tx.appScope.createMany({
    data: addScopes.map(({ id, ...scope }) => ({ appId: app.id, scopeId: id, ...scope, addedAt: app.now })),
    skipDuplicates: true,
  });
}

async function writeSubscriptions(tx: Transaction, app: LockedApp, change: AppChange): Promise<void> {
  const { saveSubscription: saved, removeSubscription: removed } = change;
  if (removed) await tx.subscription.deleteMany({ where: { appId: app.id, id: removed } });
  if (!saved) return;
  const { id, name, url, eventIds } = saved;
  await tx.subscription.upsert({
    where: { id, appId: app.id },
    create: { id, appId: app.id, name, url, createdAt: app.now, updatedAt: app.now },
    update: { name, url, updatedAt: app.now },
  });
  await tx.subscriptionEvent.deleteMany({ where: { subscriptionId: id, eventId: { notIn: eventIds } } });
  await tx.subscriptionEvent.createMany({
    data: eventIds.map((eventId) => ({ subscriptionId: id, eventId })),
    skipDuplicates: true,
  });
}

/** An activated app may be edited, but not so that something activation needs, and had, is gone. */
async function keepActivationWhole(
  tx: Transaction,
  before: LockedApp,
  options: ChangeOptions,
): Promise<AppChange["audit"]> {
  if (before.state !== "activated") return [];
  const after = await readApp(tx, before.id);
  if (after?.state !== "activated") return [];
  const broken = newlyMissing(activationFacts(before, before.now), activationFacts(after, before.now));
  if (broken.length === 0) return [];
  if (!options.andDeactivate) {
    throw new Refusal(
      "would-break-activation",
      "The app is activated and needs this. Deactivate it to save anyway.",
      broken.map(({ field, message }) => ({ field, message })),
    );
  }
  await tx.app.update({ where: { id: before.id }, data: deactivated(before) });
  return [{ action: "app.deactivated", after: { because: broken.map((one) => one.message) } }];
}

/** The fields of an app that is switched off: every token it was given dies with its epoch. */
export const deactivated = (app: LockedApp) =>
  ({ state: "deactivated", epoch: app.epoch + 1, deactivatedAt: app.now }) satisfies Prisma.AppUncheckedUpdateInput;
