import { db, type Transaction } from "@/lib/database/db";

/**
 * The database's clock, the one by which everything ends: servers of one database may disagree about the time, and none
 * of them decides by its own. In a transaction it goes on ticking.
 */
export async function databaseNow(tx: Transaction = db()): Promise<Date> {
  const [row] = await tx.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS "now"`;
  if (!row) throw new Error("The database did not tell the time");
  return row.now;
}
