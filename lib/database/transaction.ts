import { accountLocks } from "@/lib/database/advisory-locks";
import { conflictCodes } from "@/lib/database/conflict-codes";
import { db, type Transaction } from "@/lib/database/db";
import { Refusal } from "@/lib/refusal";

/** Thrown inside a transaction that finds the world changed under it: the transaction is begun anew. */
export class WorldChanged extends Error {
  override readonly name = "WorldChanged";
}

/** The accounts whose lock a transaction holds. */
const locked = new WeakMap<Transaction, readonly string[]>();

/** A transaction during which nobody's role or status, and no role's grants, change in the account. */
export type SharedTransaction = Transaction & { readonly accountLock: "shared" | "exclusive" };

/** A transaction that has the account for itself: no app of it is edited meanwhile. */
export type ExclusiveTransaction = SharedTransaction & { readonly accountLock: "exclusive" };

const attempts = 4;

/**
 * Runs `work` in one transaction. When others got in its way it is run again, a few times. Nothing that takes long
 * (email, hashing, network) belongs inside.
 * @throws Refusal `conflict` when it still could not be done, or waited too long for a row that others hold.
 */
export async function transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db().$transaction(work, { maxWait: 5_000, timeout: 15_000 });
    } catch (error) {
      if (hasCode(error, [lockTimeout])) throw heldTooLong();
      if (!isConflict(error)) throw error;
      if (attempt === attempts) {
        throw new Refusal("conflict", "Someone else changed this at the same moment. Reload the page and try again.");
      }
      await new Promise((resolve) => setTimeout(resolve, 20 * attempt * Math.random()));
    }
  }
}

/**
 * The transaction of whoever edits apps, beside others who do. It decides by roles and people as they are, and what
 * changes those waits for it: see {@link exclusively}.
 */
export const sharing = <T>(accountId: string, work: (tx: SharedTransaction) => Promise<T>): Promise<T> =>
  transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(${accountLocks.people}::int, hashtext(${accountId}))`;
    locked.set(tx, [accountId]);
    return work(tx as SharedTransaction);
  });

/**
 * The transaction of whoever changes a person's role or status, or what a role grants. It waits for the edits that are
 * under way, and those that come later wait for it, so that taking rights away never queues behind editing. The lock is
 * the first statement and is never upgraded from a shared one: two that tried would wait for each other. Of several
 * accounts, as when a person of one is invited to another, the locks are taken in one order.
 */
export const exclusively = <T>(
  accountIds: string | readonly string[],
  work: (tx: ExclusiveTransaction) => Promise<T>,
): Promise<T> =>
  transaction(async (tx) => {
    const ids = [...new Set([accountIds].flat())];
    await tx.$executeRaw`
      SELECT pg_advisory_xact_lock(${accountLocks.people}::int, "hash")
        FROM (SELECT DISTINCT hashtext("id") AS "hash" FROM unnest(${ids}::text[]) AS "id" ORDER BY 1) hashes`;
    locked.set(tx, ids);
    return work(tx as ExclusiveTransaction);
  });

/**
 * Makes sure that the transaction holds the lock of this account.
 * @throws WorldChanged when it does not: what was found before the transaction is no longer so
 */
export function refuseUnlocked(tx: SharedTransaction, accountId: string): void {
  if (!locked.get(tx)?.includes(accountId)) throw new WorldChanged();
}

/** The connection's `lock_timeout` has passed. */
const lockTimeout = "55P03";

const heldTooLong = () =>
  new Refusal(
    "conflict",
    "Someone else is changing this right now, and it takes unusually long. Try again in a moment.",
  );

function isConflict(error: unknown): boolean {
  if (error instanceof WorldChanged) return true;
  if (!(error instanceof Error) || error instanceof Refusal) return false;
  const code = "code" in error ? error.code : undefined;
  return code === "P2034" || code === "P2003" || hasCode(error, conflictCodes);
}

/** Prisma wraps the driver's error at different depths, by how the statement was run. */
function hasCode(error: unknown, codes: readonly string[]): boolean {
  if (!(error instanceof Error) || error instanceof Refusal) return false;
  const text = JSON.stringify("meta" in error ? error.meta : null) + JSON.stringify(error.cause ?? null);
  return codes.some((one) => text.includes(`"${one}"`));
}
