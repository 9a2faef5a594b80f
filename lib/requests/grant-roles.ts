import { rightsOf } from "@/lib/auth/actor";
import type { Transaction } from "@/lib/database/db";
import type { GrantRole } from "@/lib/requests/rules";

/** The account's roles, each with how many people have it. */
export async function readGrantRoles(tx: Transaction, accountId: string): Promise<GrantRole[]> {
  const roles = await tx.role.findMany({
    where: { accountId },
    orderBy: { id: "asc" },
    select: {
      id: true,
      name: true,
      kind: true,
      grants: { select: { privilege: true, access: true } },
      _count: { select: { users: true } },
    },
  });
  return roles.map(({ grants, _count, ...role }) => ({ ...role, rights: rightsOf(grants), peopleCount: _count.users }));
}
