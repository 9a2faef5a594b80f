import { databaseNow } from "@/lib/database/clock";
import type { Transaction } from "@/lib/database/db";

/**
 * Ends the open password links of these people, because their rights change: who made a link for them before may not be
 * allowed to now.
 */
export async function endPasswordLinks(tx: Transaction, whose: { id: string } | { roleId: string }): Promise<void> {
  const now = await databaseNow(tx);
  await tx.passwordReset.updateMany({ where: { user: whose, usedAt: null }, data: { usedAt: now } });
}
