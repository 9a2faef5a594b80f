import * as z from "zod";
import { config } from "@/lib/config";
import { accountLocks } from "@/lib/database/advisory-locks";
import type { Transaction } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";
import { inWords, QuotaReached } from "@/lib/quotas/reached";

const askForMore = "The operator of this installation can raise the limit.";

const fullRow = row({ isFull: z.boolean() });

/**
 * Makes sure an account may have one more app (QUOTA_APPS). Removed apps count until they are purged, because they can be
 * restored. Holds a lock per account until the transaction ends, so concurrent calls wait; take it last, just before
 * writing.
 * @throws QuotaReached
 */
export async function refuseMoreApps(tx: Transaction, accountId: string): Promise<void> {
  const { apps: limit } = config().quotas;
  if (limit === null) return;
  await wait(tx, accountId);
  const rows: unknown[] = await tx.$queryRaw`
    SELECT EXISTS (SELECT FROM "App" WHERE "accountId" = ${accountId} OFFSET ${limit - 1} LIMIT 1) AS "isFull"`;
  const [found] = typed(fullRow, rows);
  if (!found?.isFull) return;
  throw new QuotaReached(
    `This account has reached its limit of ${inWords(limit)} apps. Removed apps count until they are purged. ${askForMore}`,
  );
}

/**
 * Makes sure an app's account may have one more endpoint (QUOTA_ENDPOINTS): each event subscription of an app that isn't
 * purged has one. Locks as {@link refuseMoreApps} does.
 * @throws QuotaReached
 */
export async function refuseMoreEndpoints(tx: Transaction, appId: string): Promise<void> {
  const { endpoints: limit } = config().quotas;
  if (limit === null) return;
  const { accountId } = await tx.app.findUniqueOrThrow({ where: { id: appId }, select: { accountId: true } });
  await wait(tx, accountId);
  const rows: unknown[] = await tx.$queryRaw`
    SELECT EXISTS (SELECT FROM "Subscription" s JOIN "App" a ON a."id" = s."appId" WHERE a."accountId" = ${accountId}
                    OFFSET ${limit - 1} LIMIT 1) AS "isFull"`;
  const [found] = typed(fullRow, rows);
  if (!found?.isFull) return;
  throw new QuotaReached(
    `This account has reached its limit of ${inWords(limit)} event subscriptions. Remove some you don’t need. ${askForMore}`,
  );
}

async function wait(tx: Transaction, accountId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${accountLocks.quotas}::int, hashtext(${accountId}))`;
}
