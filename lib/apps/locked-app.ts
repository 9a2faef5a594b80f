import type { AppState, UserStatus } from "@/generated/prisma/enums";
import type { ActivationFacts, SubscriptionFacts } from "@/lib/apps/rules";
import { isUsable } from "@/lib/apps/rules";
import { type Actor, rightsOf } from "@/lib/auth/actor";
import type { Transaction } from "@/lib/db";
import { Refusal } from "@/lib/refusal";
import type { Access, Rights, RoleKind } from "@/lib/roles/privileges";
import { WorldChanged } from "@/lib/transaction";

export type HeldScope = { id: string; privilege: string; access: Access; chosen: boolean };

export type HeldSubscription = SubscriptionFacts & { name: string; url: string; eventIds: string[] };

/** A person as the transaction sees them, their role held fast until it ends. */
type LockedPerson = { userId: string; roleKind: RoleKind; rights: Rights; status: UserStatus };

/** An app as it stands, held fast: nobody else changes it, its owner's role or the actor's until the transaction ends. */
export type LockedApp = {
  id: string;
  name: string;
  state: AppState;
  epoch: number;
  shortDescription: string;
  companyName: string;
  contactName: string;
  contactEmail: string;
  eventsEnabled: boolean;
  secretTokenSealed: string;
  activatedAt: Date | null;
  removedAt: Date | null;
  ownerId: string;
  ownerRoleId: string;
  owner: LockedPerson;
  actor: LockedPerson;
  secrets: { id: string; sealed: string; createdAt: Date; expiresAt: Date | null }[];
  scopes: HeldScope[];
  subscriptions: HeldSubscription[];
  /** The database's clock at the beginning of the transaction. */
  now: Date;
};

/**
 * Locks in the one order everybody keeps - roles, people, app - and reads the app.
 * @throws Refusal `not-found` for an app that is not there or not of the actor's account; WorldChanged when somebody
 * got another role or the app another owner in between.
 */
export async function lockApp(tx: Transaction, actor: Actor, appId: string): Promise<LockedApp> {
  const found = await tx.app.findUnique({
    where: { id: appId, accountId: actor.accountId },
    select: { ownerId: true },
  });
  if (!found) throw new Refusal("not-found", "This app does not exist.");
  const people = await lockPeople(tx, [actor.userId, found.ownerId]);
  const owner = people.get(found.ownerId);
  const self = people.get(actor.userId);
  if (!owner || !self) throw new WorldChanged();
  const locked = await tx.$queryRaw<{ now: Date }[]>`SELECT now() AS now FROM "App" WHERE "id" = ${appId} FOR UPDATE`;
  const app = await readApp(tx, appId);
  if (!app || !locked[0] || app.ownerId !== found.ownerId) throw new WorldChanged();
  return { ...app, owner, actor: self, now: locked[0].now };
}

async function lockPeople(tx: Transaction, userIds: string[]): Promise<Map<string, LockedPerson>> {
  const before = await tx.user.findMany({ where: { id: { in: userIds } }, select: { id: true, roleId: true } });
  const roleIds = before.map((person) => person.roleId);
  await tx.$queryRaw`SELECT 1 FROM "Role" WHERE "id" = ANY(${roleIds}) ORDER BY "id" FOR SHARE`;
  const locked = await tx.$queryRaw<{ id: string; roleId: string }[]>`
    SELECT "id", "roleId" FROM "User" WHERE "id" = ANY(${userIds}) ORDER BY "id" FOR SHARE`;
  if (locked.some(({ id, roleId }) => !before.some((person) => person.id === id && person.roleId === roleId))) {
    throw new WorldChanged();
  }
  const people = await tx.user.findMany({
    where: { id: { in: userIds } },
    select: {
      id: true,
      status: true,
      role: { select: { kind: true, grants: { select: { privilege: true, access: true } } } },
    },
  });
  return new Map(
    people.map(({ id, status, role }) => [
      id,
      { userId: id, status, roleKind: role.kind, rights: rightsOf(role.grants) },
    ]),
  );
}

/** Reads an app's row with everything that hangs on it. */
export async function readApp(tx: Transaction, appId: string) {
  const app = await tx.app.findUnique({
    where: { id: appId },
    select: {
      id: true,
      name: true,
      state: true,
      epoch: true,
      shortDescription: true,
      companyName: true,
      contactName: true,
      contactEmail: true,
      eventsEnabled: true,
      secretTokenSealed: true,
      secretTokenId: true,
      activatedAt: true,
      removedAt: true,
      ownerId: true,
      ownerRoleId: true,
      secrets: { select: { id: true, sealed: true, createdAt: true, expiresAt: true }, orderBy: { createdAt: "desc" } },
      scopes: { select: { scopeId: true, privilege: true, access: true, chosen: true }, orderBy: { scopeId: "asc" } },
      subscriptions: { select: subscriptionColumns, orderBy: [{ createdAt: "asc" }, { id: "asc" }] },
    },
  });
  if (!app) return null;
  return {
    ...app,
    scopes: app.scopes.map(({ scopeId, ...scope }) => ({ id: scopeId, ...scope })),
    subscriptions: app.subscriptions.map((one) => heldSubscription(one, app.secretTokenId)),
  };
}

const subscriptionColumns = {
  id: true,
  name: true,
  url: true,
  enabled: true,
  validatedUrl: true,
  validatedTokenId: true,
  events: { select: { eventId: true }, orderBy: { eventId: "asc" } },
} as const;

type SubscriptionRow = {
  id: string;
  name: string;
  url: string;
  enabled: boolean;
  validatedUrl: string | null;
  validatedTokenId: string | null;
  events: { eventId: string }[];
};

/** Validated means: this very URL, with this very secret token. */
function heldSubscription(
  { events, validatedUrl, validatedTokenId, ...row }: SubscriptionRow,
  secretTokenId: string,
): HeldSubscription {
  return {
    ...row,
    validated: validatedUrl === row.url && validatedTokenId === secretTokenId,
    eventIds: events.map((one) => one.eventId),
    eventCount: events.length,
  };
}

/** What the rules of activation need to know of an app. */
export function activationFacts(
  app: Pick<
    LockedApp,
    "companyName" | "contactName" | "contactEmail" | "eventsEnabled" | "secrets" | "scopes" | "subscriptions"
  >,
  now: Date,
): ActivationFacts {
  return {
    companyName: app.companyName,
    contactName: app.contactName,
    contactEmail: app.contactEmail,
    scopeCount: app.scopes.length,
    usableSecretCount: app.secrets.filter((secret) => isUsable(secret, now)).length,
    eventsEnabled: app.eventsEnabled,
    subscriptions: app.subscriptions,
  };
}
