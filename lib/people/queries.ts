import { type Actor, rightsOf } from "@/lib/auth/actor";
import { databaseNow } from "@/lib/database/clock";
import { db } from "@/lib/database/db";
import { activeOwners } from "@/lib/people/locked-people";
import { invitationState, whyNoResetLink } from "@/lib/people/rules";
import type { RoleKind } from "@/lib/rights/privileges";
import { mayGrantRole, mayManagePerson } from "@/lib/rights/rules";

/**
 * The account's people, or those with one role, longest-standing first, at most 500. `mayReset`: the actor may create a
 * password link for them. `isLastOwner`: the account would be left without an active owner.
 */
export async function listPeople(actor: Actor, roleId?: string) {
  const owners = await db().user.findMany({ where: activeOwners(actor.accountId), take: 2, select: { id: true } });
  const [lastOwner] = owners.length === 1 ? owners : [];
  const people = await db().user.findMany({
    where: { accountId: actor.accountId, ...(roleId === undefined ? {} : { roleId }) },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: 500,
    select: {
      id: true,
      name: true,
      email: true,
      formerEmail: true,
      status: true,
      lastSignInAt: true,
      role: { select: { id: true, name: true, grants: { select: { privilege: true, access: true } } } },
      _count: { select: { apps: { where: { removedAt: null } } } },
    },
  });
  return people.map(({ role, _count, ...person }) => ({
    ...person,
    role: { id: role.id, name: role.name },
    appCount: _count.apps,
    isLastOwner: person.id === lastOwner?.id,
    mayManage: mayManagePerson(actor, { rights: rightsOf(role.grants) }),
    mayReset: whyNoResetLink(actor, { ...person, rights: rightsOf(role.grants) }) === null,
  }));
}

export type ListedPerson = Awaited<ReturnType<typeof listPeople>>[number];

/** Invitations that can still be used, newest first, at most 100. */
export async function listOpenInvitations(actor: Actor) {
  const now = await databaseNow();
  const invitations = await db().invitation.findMany({
    where: { accountId: actor.accountId, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
    orderBy: { createdAt: "desc" },
    take: 100,
    select: {
      id: true,
      email: true,
      acceptedAt: true,
      revokedAt: true,
      expiresAt: true,
      role: { select: { name: true } },
      invitedBy: { select: { name: true } },
    },
  });
  return invitations.filter((one) => invitationState(one, now) === "open");
}

/** The roles this person may give to others: those that grant no more than their own. */
export async function listGrantableRoles(actor: Actor): Promise<{ id: string; name: string; kind: RoleKind }[]> {
  const roles = await db().role.findMany({
    where: { accountId: actor.accountId },
    orderBy: { createdAt: "asc" },
    select: { id: true, name: true, kind: true, grants: { select: { privilege: true, access: true } } },
  });
  return roles
    .filter((role) => mayGrantRole(actor, { rights: rightsOf(role.grants) }))
    .sort((a, b) => rankOf(a.kind) - rankOf(b.kind))
    .map(({ id, name, kind }) => ({ id, name, kind }));
}

const order = ["owner", "admin", "developer", "member", "custom"];
const rankOf = (kind: string): number => order.indexOf(kind);

/** Names of the active people with Roles: Edit, whom the actor can ask for a missing privilege; at most five. */
export async function listRoleManagers(actor: Actor): Promise<string[]> {
  const people = await db().user.findMany({
    where: {
      accountId: actor.accountId,
      status: "active",
      id: { not: actor.userId },
      role: { grants: { some: { privilege: "Roles", access: "edit" } } },
    },
    orderBy: [{ role: { kind: "asc" } }, { createdAt: "asc" }],
    take: 5,
    select: { name: true },
  });
  return people.map((person) => person.name);
}
