import type { Transaction } from "@/lib/db";

/**
 * Ends the open password links of these people, because their rights change: who made a link for them before may not be
 * allowed to now.
 */
export async function endPasswordLinks(tx: Transaction, whose: { id: string } | { roleId: string }): Promise<void> {
  await tx.passwordReset.updateMany({ where: { user: whose, usedAt: null }, data: { usedAt: new Date() } });
}
