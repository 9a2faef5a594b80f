import type { Transaction } from "@/lib/database/db";
import type { RoleKind } from "@/lib/rights/privileges";

export type Heir = { id: string; name: string };

type Remover = { userId: string; name: string; roleKind: RoleKind };

/**
 * Who inherits a removed person's apps: the account owner who removes them, otherwise the longest-standing other owner.
 */
export async function heirOf(tx: Transaction, remover: Remover, accountId: string, removedId: string): Promise<Heir> {
  if (remover.roleKind === "owner") return { id: remover.userId, name: remover.name };
  return tx.user.findFirstOrThrow({
    where: { accountId, status: "active", email: { not: null }, id: { not: removedId }, role: { kind: "owner" } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true, name: true },
  });
}
