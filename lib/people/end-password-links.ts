import { databaseNow } from "@/lib/database/clock";
import type { Transaction } from "@/lib/database/db";

/**
 * Ends the open password links for these people because their rights change: whoever created such a link might not be
 * allowed to now.
 */
export async function endPasswordLinks(tx: Transaction, whose: { id: string } | { roleId: string }): Promise<void> {
  const now = await databaseNow(tx);
  await tx.passwordReset.updateMany({ where: { user: whose, usedAt: null }, data: { usedAt: now } });
}
