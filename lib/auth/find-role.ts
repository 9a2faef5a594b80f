import { rightsOf } from "@/lib/auth/actor";
import type { Transaction } from "@/lib/database/db";
import { Refusal } from "@/lib/refusal";
import type { Holder } from "@/lib/rights/permissions";
import type { Rights, RoleKind } from "@/lib/rights/privileges";
import { mayEditRole, mayGrantRole, missingRights } from "@/lib/rights/rules";

export type FoundRole = { id: string; name: string; description: string; kind: RoleKind; rights: Rights };

/**
 * A role of the account with what it grants.
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
  if (!role) throw new Refusal("not-found", "This role does not exist any more.");
  const { grants, ...rest } = role;
  return { ...rest, rights: rightsOf(grants) };
}

/**
 * A role of the account that the giver may give, because it grants no more than they hold.
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
  throw new Refusal("forbidden", `The role ${role.name} grants more than you hold yourself.`);
}

/**
 * A custom role of the account that the holder may change.
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
      ? "Changing this role takes the privilege Roles: Edit, and holding everything it grants."
      : `The role ${role.name} is built in and stays as it is. Duplicate it and change the copy.`,
  );
}

/**
 * Nobody grants what they don't hold.
 * @throws Refusal `forbidden`
 */
export function refuseBeyond(holder: Holder, rights: Rights): void {
  if (!mayEditRole(holder, { kind: "custom", rights: {} })) {
    throw new Refusal("forbidden", "Making and changing roles takes the privilege Roles: Edit.");
  }
  const missing = missingRights(holder.rights, rights);
  if (missing.length > 0) {
    throw new Refusal("forbidden", `You cannot grant what you don't hold yourself: ${missing.join(", ")}.`);
  }
}
