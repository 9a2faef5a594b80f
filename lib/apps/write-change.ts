import type { Prisma } from "@/generated/prisma/client";
import type { TransferState } from "@/generated/prisma/enums";
import type { HeldScope, LockedApp } from "@/lib/apps/locked-app";
import { writeCredentials } from "@/lib/apps/write-credentials";
import type { AuditEntryInput } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { randomId } from "@/lib/crypto";
import type { Transaction } from "@/lib/database/db";
import { queueLetters } from "@/lib/mail/outbox";
import type { Letter } from "@/lib/mail/send";
import type { LockedPerson } from "@/lib/people/locked-people";
import { Refusal } from "@/lib/refusal";
import { oneApp } from "@/lib/scopes/effect";
import { settleScopeRequests } from "@/lib/scopes/settle-requests";
import { settleLosses, strip } from "@/lib/scopes/strip";
import {
  type NotedValidation,
  type SavedSubscription,
  writeSubscriptions,
} from "@/lib/subscriptions/write-subscriptions";
import type { PublicJwk } from "@/lib/tokens/rules";

/** What is to become of an app: only what is named changes. */
export type AppChange = {
  fields?: Prisma.AppUncheckedUpdateInput;
  addScopes?: HeldScope[];
  removeScopes?: string[];
  addSecret?: { id: string; digest: string; sealed: string };
  /** They go on until then at the latest; each is named once. */
  endSecrets?: { ids: string[]; at: Date }[];
  /** One secret's end, earlier or later than before; null: none. */
  moveSecretEnd?: { id: string; to: Date | null };
  addKey?: { id: string; name: string; publicJwk: PublicJwk | null; jwksUrl: string | null };
  removeKey?: string;
  saveSubscription?: SavedSubscription;
  removeSubscription?: string;
  switchSubscription?: { id: string; enabled: boolean };
  noteValidation?: NotedValidation;
  /** Enabled subscriptions are validated again by then, at the latest. */
  revalidateBy?: Date;
  /** The person the app goes to; scopes that their role does not grant leave it. `sentence` says so on the app. */
  giveTo?: { person: LockedPerson; sentence: string };
  startTransfer?: { toId: string; expiresAt: Date };
  endTransfer?: "accepted" | "declined" | "cancelled";
  askForScope?: string;
  /** Stop telling that scopes were lost, or one notice. */
  forgetLosses?: true;
  closeNotice?: string;
  /** What people are told by mail about it. */
  tell?: Letter[];
  /** Somebody only looked: audited, but not an update. */
  untouched?: true;
  audit: Pick<AuditEntryInput, "action" | "before" | "after">[];
};

type Act = { actId: string; actor: Actor };

/** Writes a change of an app that is held fast. Only the door (lib/apps/change-app.ts) calls it. */
export async function writeChange(tx: Transaction, app: LockedApp, change: AppChange, act: Act): Promise<void> {
  await writeRequests(tx, app, change, act);
  if (change.tell) await queueLetters(tx, change.tell);
  await writeSubscriptions(tx, app, change);
  if (change.untouched) return;
  await writeScopes(tx, app, change);
  await writeCredentials(tx, app, change);
  if (change.giveTo) await giveApp(tx, app, change.giveTo, act);
  await tx.app.update({ where: { id: app.id }, data: { updatedAt: app.now, ...change.fields } });
}

async function giveApp(
  tx: Transaction,
  app: LockedApp,
  { person, sentence }: NonNullable<AppChange["giveTo"]>,
  { actId, actor }: Act,
): Promise<void> {
  await strip(tx, { apps: oneApp(app.id), keeps: person.rights }, { actId, by: actor, sentence });
  await tx.app.update({ where: { id: app.id }, data: { ownerId: person.userId } });
  await settleScopeRequests(tx, actor.accountId);
}

/** Transfers, requests and notices: what is asked about an app, which is not the app itself. */
async function writeRequests(tx: Transaction, app: LockedApp, change: AppChange, { actor }: Act): Promise<void> {
  const { id: appId, now } = app;
  if (change.endTransfer) await endTransfers(tx, app, change.endTransfer);
  if (change.startTransfer) {
    await endTransfers(tx, app, "expired");
    const from = { startedById: actor.userId, startedBy: actor.name, startedAt: now };
    await tx.ownershipTransfer.create({
      data: { id: randomId(), accountId: actor.accountId, appId, ...from, ...change.startTransfer },
    });
  }
  if (change.askForScope) {
    const asked = { scopeId: change.askForScope, askedById: actor.userId, askedAt: now };
    await tx.scopeRequest.create({ data: { id: randomId(), accountId: actor.accountId, appId, ...asked } });
  }
  if (change.forgetLosses) await tx.scopeLoss.deleteMany({ where: { appId } });
  if (change.closeNotice) {
    const where = { appId, id: change.closeNotice, closedAt: null };
    const { count } = await tx.notice.updateMany({ where, data: { closedAt: now } });
    if (count === 0) throw new Refusal("not-found", "This notice was closed already.");
  }
}

async function endTransfers(tx: Transaction, app: LockedApp, state: TransferState): Promise<void> {
  await tx.ownershipTransfer.updateMany({
    where: { appId: app.id, state: "pending" },
    data: { state, endedAt: app.now },
  });
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
      ownerId: app.ownerId,
      privilege,
      access,
    })),
    skipDuplicates: true,
  });
  await tx.appScope.createMany({
    data: addScopes.map(({ id, ...scope }) => ({ appId: app.id, scopeId: id, ...scope, addedAt: app.now })),
    skipDuplicates: true,
  });
  if (app.losses.length > 0) await settleLosses(tx, app.id);
}
