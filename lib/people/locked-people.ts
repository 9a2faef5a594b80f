import type { UserStatus } from "@/generated/prisma/enums";
import { type Actor, rightsOf } from "@/lib/auth/actor";
import type { Transaction } from "@/lib/db";
import { Refusal } from "@/lib/refusal";
import type { Rights, RoleKind } from "@/lib/roles/privileges";
import { WorldChanged } from "@/lib/transaction";

/** A person as the transaction sees them, their role held fast until it ends. */
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

type Hold = {
  /** Further roles to hold fast beside those the people have. */
  roleIds?: string[];
  /** The people or roles are about to change themselves: nobody may even build on them until then. */
  toChange?: "people" | "roles";
};

/**
 * Holds people and their roles fast, in the one order everybody keeps - account, roles, people, apps - each by id.
 * Who is not of the account is left out.
 * @throws WorldChanged when somebody got another role in between
 */
export async function lockPeople(
  tx: Transaction,
  accountId: string,
  userIds: string[],
  { roleIds = [], toChange }: Hold = {},
): Promise<Map<string, LockedPerson>> {
  const before = await tx.user.findMany({
    where: { id: { in: userIds }, accountId },
    select: { id: true, roleId: true },
  });
  const roles = [...roleIds, ...before.map((person) => person.roleId)];
  const ids = before.map((person) => person.id);
  if (toChange === "roles") {
    await tx.$queryRaw`SELECT 1 FROM "Role" WHERE "id" = ANY(${roles}) ORDER BY "id" FOR UPDATE`;
  } else {
    await tx.$queryRaw`SELECT 1 FROM "Role" WHERE "id" = ANY(${roles}) ORDER BY "id" FOR SHARE`;
  }
  const locked = toChange === "people" ? await lockToChange(tx, ids) : await lockToRead(tx, ids);
  if (locked.some(({ id, roleId }) => !before.some((person) => person.id === id && person.roleId === roleId))) {
    throw new WorldChanged();
  }
  return readPeople(tx, ids);
}

type Row = { id: string; roleId: string };

const lockToRead = (tx: Transaction, ids: string[]) =>
  tx.$queryRaw<Row[]>`SELECT "id", "roleId" FROM "User" WHERE "id" = ANY(${ids}) ORDER BY "id" FOR SHARE`;

const lockToChange = (tx: Transaction, ids: string[]) =>
  tx.$queryRaw<Row[]>`SELECT "id", "roleId" FROM "User" WHERE "id" = ANY(${ids}) ORDER BY "id" FOR UPDATE`;

async function readPeople(tx: Transaction, ids: string[]): Promise<Map<string, LockedPerson>> {
  const people = await tx.user.findMany({
    where: { id: { in: ids } },
    select: {
      id: true,
      name: true,
      email: true,
      status: true,
      role: { select: { id: true, name: true, kind: true, grants: { select: { privilege: true, access: true } } } },
    },
  });
  return new Map(
    people.map(({ id, name, email, status, role }) => [
      id,
      {
        userId: id,
        name,
        email,
        status,
        roleId: role.id,
        roleName: role.name,
        roleKind: role.kind,
        rights: rightsOf(role.grants),
      },
    ]),
  );
}

/**
 * The acting person among those held fast.
 * @throws Refusal `forbidden` when they are gone, deactivated or without an address by now
 */
export function lockedActor(people: Map<string, LockedPerson>, actor: Actor): LockedPerson {
  const self = people.get(actor.userId);
  if (self?.status === "active" && self.email !== null) return self;
  throw new Refusal("forbidden", "You can no longer do this: you were deactivated or removed meanwhile.");
}

/** Holds the account fast, so that its owners change one after the other. */
export async function lockOwners(tx: Transaction, accountId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Account" WHERE "id" = ${accountId} FOR NO KEY UPDATE`;
}

/**
 * Makes sure that the account keeps an active owner when this person is one no more. The account must be locked.
 * @throws Refusal `last-owner`
 */
export async function keepAnOwner(tx: Transaction, accountId: string, person: LockedPerson): Promise<void> {
  if (person.roleKind !== "owner") return;
  const other = await tx.user.findFirst({
    where: { accountId, status: "active", email: { not: null }, id: { not: person.userId }, role: { kind: "owner" } },
    select: { id: true },
  });
  if (other) return;
  throw new Refusal(
    "last-owner",
    `${person.name} is the account's last active owner. Give somebody else the role Owner first.`,
  );
}
