import { rightsOf } from "@/lib/auth/actor";
import type { Transaction } from "@/lib/database/db";
import { Refusal } from "@/lib/refusal";
import type { Holder } from "@/lib/rights/permissions";
import type { Rights, RoleKind } from "@/lib/rights/privileges";
import { mayEditRole, mayGrantRole, missingRights } from "@/lib/rights/rules";

export type FoundRole = { id: string; name: string; description: string; kind: RoleKind; rights: Rights };

/**
 * A role of the account with its rights.
 * @throws Refusal `not-found`
 */
export async function findRole(tx: Transaction, accountId: string, roleId: string): Promise<FoundRole> {
  const role = await tx.role.findUnique({
    where: { id: roleId, accountId },
    select: {
      id: true,
      name: true,
      description: true,
      kind: true,
      grants: { select: { privilege: true, access: true } },
    },
  });
  if (!role) throw new Refusal("not-found", "This role no longer exists.");
  const { grants, ...rest } = role;
  return { ...rest, rights: rightsOf(grants) };
}

/**
 * A role of the account that the giver may give, because it grants no more than they have.
 * @throws Refusal `not-found`, `forbidden`
 */
export async function findGrantableRole(
  tx: Transaction,
  giver: { rights: Rights },
  accountId: string,
  roleId: string,
): Promise<FoundRole> {
  const role = await findRole(tx, accountId, roleId);
  if (mayGrantRole(giver, role)) return role;
  throw new Refusal("forbidden", `The role ${role.name} grants more than you have yourself.`);
}

/**
 * A custom role of the account that the holder may edit.
 * @throws Refusal `not-found`, `forbidden`
 */
export async function findEditableRole(
  tx: Transaction,
  holder: Holder,
  accountId: string,
  roleId: string,
): Promise<FoundRole> {
  const role = await findRole(tx, accountId, roleId);
  if (mayEditRole(holder, role)) return role;
  throw new Refusal(
    "forbidden",
    role.kind === "custom"
      ? "To change this role you need Roles: Edit, and everything it grants."
      : `${role.name} is a built-in role and can’t be changed. Duplicate it and edit the copy.`,
  );
}

/**
 * Refuses to let the holder grant rights they don't have.
 * @throws Refusal `forbidden`
 */
export function refuseBeyond(holder: Holder, rights: Rights): void {
  if (!mayEditRole(holder, { kind: "custom", rights: {} })) {
    throw new Refusal("forbidden", "You need Roles: Edit to create or change roles.");
  }
  const missing = missingRights(holder.rights, rights);
  if (missing.length > 0) {
    throw new Refusal("forbidden", `You can’t grant what you don’t have yourself: ${missing.join(", ")}.`);
  }
}
