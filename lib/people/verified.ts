import { databaseNow } from "@/lib/database/clock";
import type { Transaction } from "@/lib/database/db";

/** Records that a person has proved their email address; false if they already had, or have no address. */
export async function markVerified(tx: Transaction, userId: string): Promise<boolean> {
  const { count } = await tx.user.updateMany({
    where: { id: userId, email: { not: null }, emailVerifiedAt: null },
    data: { emailVerifiedAt: await databaseNow(tx) },
  });
  return count > 0;
}
