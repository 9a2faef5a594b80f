import { databaseNow } from "@/lib/database/clock";
import type { Transaction } from "@/lib/database/db";

/** Notes that a person has proved their address; false when they had before, or have none. */
export async function markVerified(tx: Transaction, userId: string): Promise<boolean> {
  const { count } = await tx.user.updateMany({
    where: { id: userId, email: { not: null }, emailVerifiedAt: null },
    data: { emailVerifiedAt: await databaseNow(tx) },
  });
  return count > 0;
}
