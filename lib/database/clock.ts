import * as z from "zod";
import { db, type Transaction } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";

const timeRow = row({ now: z.date() });

/**
 * The database's clock. Every expiry is judged by it, because servers that share a database may disagree about the time.
 * It advances within a transaction.
 */
export async function databaseNow(tx: Transaction = db()): Promise<Date> {
  const [time] = typed(timeRow, await tx.$queryRaw`SELECT clock_timestamp() AS "now"`);
  if (!time) throw new Error("The database returned no time");
  return time.now;
}
