import { db, type Transaction } from "@/lib/database/db";

/**
 * The database's clock. Every expiry is judged by it, because servers that share a database may disagree about the time.
 * It advances within a transaction.
 */
export async function databaseNow(tx: Transaction = db()): Promise<Date> {
  const [row] = await tx.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS "now"`;
  if (!row) throw new Error("The database returned no time");
  return row.now;
}
