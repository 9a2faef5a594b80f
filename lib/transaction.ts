import { conflictCodes } from "@/lib/database/conflict-codes";
import { db, type Transaction } from "@/lib/db";
import { Refusal } from "@/lib/refusal";

/** Thrown inside a transaction that finds the world changed under it: the transaction is begun anew. */
export class WorldChanged extends Error {
  override readonly name = "WorldChanged";
}

const attempts = 4;

/**
 * Runs `work` in one transaction. When others got in its way it is run again, a few times.
 * @throws Refusal `conflict` when it still could not be done.
 */
export async function transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db().$transaction(work, { maxWait: 5_000, timeout: 15_000 });
    } catch (error) {
      if (!isConflict(error)) throw error;
      if (attempt === attempts) {
        throw new Refusal("conflict", "Somebody else changed this at the same moment. Reload the page and try again.");
      }
      await new Promise((resolve) => setTimeout(resolve, 20 * attempt * Math.random()));
    }
  }
}

/** Prisma wraps the driver's error at different depths, by how the statement was run. */
function isConflict(error: unknown): boolean {
  if (error instanceof WorldChanged) return true;
  if (!(error instanceof Error) || error instanceof Refusal) return false;
  const code = "code" in error ? error.code : undefined;
  if (code === "P2034" || code === "P2003") return true;
  const text = JSON.stringify("meta" in error ? error.meta : null) + JSON.stringify(error.cause ?? null);
  return conflictCodes.some((one) => text.includes(`"${one}"`));
}
