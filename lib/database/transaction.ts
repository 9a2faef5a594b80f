import { accountLocks } from "@/lib/database/advisory-locks";
import { conflictCodes } from "@/lib/database/conflict-codes";
import { db, type Transaction } from "@/lib/database/db";
import { Refusal } from "@/lib/refusal";

/** Thrown inside a transaction when what it was based on has changed: the transaction is retried. */
export class WorldChanged extends Error {
  override readonly name = "WorldChanged";
}

/** The accounts whose lock a transaction holds. */
const locked = new WeakMap<Transaction, readonly string[]>();

/** A transaction during which no person's role or status, and no role's grants, change in the account. */
export type SharedTransaction = Transaction & { readonly accountLock: "shared" | "exclusive" };

/** A transaction with exclusive use of the account: none of its apps are edited meanwhile. */
export type ExclusiveTransaction = SharedTransaction & { readonly accountLock: "exclusive" };

const attempts = 4;

/**
 * Runs `work` in one transaction, up to four times if it conflicts with others. Nothing slow (email, hashing, network)
 * belongs inside.
 * @throws Refusal `conflict` if every attempt conflicted, or if it waited too long for a lock
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
 * A transaction that edits apps; others like it run at the same time. Roles and people don't change during it, because
 * changes to them wait: see {@link exclusively}.
 */
export const sharing = <T>(accountId: string, work: (tx: SharedTransaction) => Promise<T>): Promise<T> =>
  transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(${accountLocks.people}::int, hashtext(${accountId}))`;
    locked.set(tx, [accountId]);
    return work(tx as SharedTransaction);
  });

/**
 * A transaction that changes a person's role or status, or what a role grants. It waits for the edits already running,
 * and later edits wait for it, so that removing rights never queues behind editing. The lock is taken in the first
 * statement and never upgraded from a shared one: two transactions that tried would deadlock. For several accounts, as
 * when a person in one is invited to another, the locks are taken in one fixed order.
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
 * Makes sure the transaction holds this account's lock.
 * @throws WorldChanged if it does not: what was read before the transaction has changed since
 */
export function refuseUnlocked(tx: SharedTransaction, accountId: string): void {
  if (!locked.get(tx)?.includes(accountId)) throw new WorldChanged();
}

/** SQLSTATE lock_not_available: the connection's `lock_timeout` has passed. */
const lockTimeout = "55P03";

const heldTooLong = () =>
  new Refusal(
    "conflict",
    "Someone else is changing this right now, and it’s taking unusually long. Try again in a moment.",
  );

function isConflict(error: unknown): boolean {
  if (error instanceof WorldChanged) return true;
  if (!(error instanceof Error) || error instanceof Refusal) return false;
  const code = "code" in error ? error.code : undefined;
  return code === "P2034" || code === "P2003" || hasCode(error, conflictCodes);
}

/** Prisma wraps the driver's error at different depths, depending on how the statement was run. */
function hasCode(error: unknown, codes: readonly string[]): boolean {
  if (!(error instanceof Error) || error instanceof Refusal) return false;
  const text = JSON.stringify("meta" in error ? error.meta : null) + JSON.stringify(error.cause ?? null);
  return codes.some((one) => text.includes(`"${one}"`));
}
