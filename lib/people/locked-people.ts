import * as z from "zod";
import { Access, RoleKind, UserStatus } from "@/generated/prisma/enums";
import { type Actor, rightsOf } from "@/lib/auth/actor";
import type { Transaction } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";
import { type ExclusiveTransaction, refuseUnlocked, type SharedTransaction } from "@/lib/database/transaction";
import { whyNotLoseOwner } from "@/lib/people/last-owner-rules";
import { Refusal } from "@/lib/refusal";
import type { Rights } from "@/lib/rights/privileges";

/** A person as read in the transaction; neither they nor their role can change until it ends. */
export type LockedPerson = {
  userId: string;
  name: string;
  /** null: they lost it to someone who proved it. */
  email: string | null;
  roleId: string;
  roleName: string;
  roleKind: RoleKind;
  rights: Rights;
  status: UserStatus;
};

/**
 * Reads people of the account, who cannot change until the transaction ends. People of other accounts are left out.
 * @throws WorldChanged if the transaction does not hold the account's lock
 */
export const lockPeople = (
  tx: SharedTransaction,
  accountId: string,
  userIds: string[],
): Promise<Map<string, LockedPerson>> => {
  refuseUnlocked(tx, accountId);
  return readPeople(tx, accountId, userIds);
};

type Changing = { userIds: string[]; roleIds: string[] };

/**
 * Like `lockPeople`, for a transaction that changes people or roles. Also locks their rows (roles first, then people,
 * each in ID order) against code that takes no account lock, such as sign-in.
 */
export async function lockPeopleToChange(
  tx: ExclusiveTransaction,
  accountId: string,
  { userIds, roleIds }: Changing,
): Promise<Map<string, LockedPerson>> {
  refuseUnlocked(tx, accountId);
  await tx.$queryRaw`SELECT 1 FROM "Role" WHERE "id" = ANY(${roleIds}) AND "accountId" = ${accountId} ORDER BY "id" FOR UPDATE`;
  await tx.$queryRaw`SELECT 1 FROM "User" WHERE "id" = ANY(${userIds}) AND "accountId" = ${accountId} ORDER BY "id" FOR UPDATE`;
  return readPeople(tx, accountId, userIds);
}

const personRow = row({
  userId: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  status: z.enum(UserStatus),
  roleId: z.string(),
  roleName: z.string(),
  roleKind: z.enum(RoleKind),
  grants: z.array(z.object({ privilege: z.string(), access: z.enum(Access) })),
});

/** In one statement: every edit of an app reads its people. */
async function readPeople(tx: Transaction, accountId: string, ids: string[]): Promise<Map<string, LockedPerson>> {
  const rows: unknown[] = await tx.$queryRaw`
    SELECT u."id" AS "userId", u."name", u."email", u."status", r."id" AS "roleId", r."name" AS "roleName",
           r."kind" AS "roleKind",
           coalesce((SELECT json_agg(json_build_object('privilege', g."privilege", 'access', g."access"))
                       FROM "RoleGrant" g WHERE g."roleId" = r."id"), '[]') AS "grants"
      FROM "User" u JOIN "Role" r ON r."id" = u."roleId"
     WHERE u."id" = ANY(${ids}::text[]) AND u."accountId" = ${accountId}`;
  const people = typed(personRow, rows);
  return new Map(people.map(({ grants, ...person }) => [person.userId, { ...person, rights: rightsOf(grants) }]));
}

/**
 * The actor among the locked people.
 * @throws Refusal `forbidden` if they were removed or deactivated, or lost their email address
 */
export function lockedActor(people: Map<string, LockedPerson>, actor: Actor): LockedPerson {
  const self = people.get(actor.userId);
  if (self?.status === "active" && self.email !== null) return self;
  throw new Refusal("forbidden", "You can no longer do this: you were deactivated or removed.");
}

type OwnerOrNot = { userId: string; name: string; roleKind: RoleKind };

/**
 * Makes sure that the account keeps an active owner when this person stops being one. A preview may ask the same before
 * anything is locked.
 * @throws Refusal `last-owner`
 */
export async function keepAnOwner(tx: Transaction, accountId: string, person: OwnerOrNot): Promise<void> {
  if (person.roleKind !== "owner") return;
  const other = await tx.user.findFirst({
    where: { ...activeOwners(accountId), id: { not: person.userId } },
    select: { id: true },
  });
  const why = whyNotLoseOwner({ name: person.name, isLastOwner: other === null }, null);
  if (why) throw new Refusal("last-owner", why);
}

/** Selects the people who can act as owners of the account. */
export const activeOwners = (accountId: string) => ({
  accountId,
  status: "active" as const,
  email: { not: null },
  role: { kind: "owner" as const },
});
