import * as z from "zod";
import { restorableDays } from "@/lib/apps/removal";
import { record } from "@/lib/audit/record";
import { randomId } from "@/lib/crypto";
import type { Transaction } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";
import { transaction } from "@/lib/database/transaction";

const batch = 50;

const purgedRow = row({ id: z.string(), accountId: z.string(), name: z.string() });

type PurgedApp = z.output<typeof purgedRow>;

/**
 * Deletes apps that were removed more than 30 days ago, by the database's clock, and everything that belongs to them, in
 * small transactions until none are left or `signal` is aborted. The audit log keeps their entries and records that
 * Patchbay itself purged them. Returns how many.
 */
export async function purgeRemovedApps(signal: AbortSignal): Promise<number> {
  let total = 0;
  let purged = batch;
  while (purged === batch && !signal.aborted) {
    purged = await transaction(purgeSome);
    total += purged;
  }
  return total;
}

async function purgeSome(tx: Transaction): Promise<number> {
  const rows: unknown[] = await tx.$queryRaw`
    DELETE FROM "App" WHERE "id" IN (
      SELECT "id" FROM "App" WHERE "removedAt" <= now() - make_interval(days => ${restorableDays}::int)
       ORDER BY "removedAt" LIMIT ${batch} FOR UPDATE SKIP LOCKED)
    RETURNING "id", "accountId", "name"`;
  const apps = typed(purgedRow, rows);
  for (const [accountId, purged] of byAccount(apps)) {
    const patchbay = { userId: null, name: "Patchbay", accountId, address: "" };
    const entries = purged.map(({ id, name }) => ({ action: "app.purged" as const, target: { id, name }, appId: id }));
    await record(tx, patchbay, randomId(), entries);
  }
  return apps.length;
}

function byAccount(apps: PurgedApp[]): Map<string, PurgedApp[]> {
  const accounts = new Map<string, PurgedApp[]>();
  for (const app of apps) accounts.set(app.accountId, [...(accounts.get(app.accountId) ?? []), app]);
  return accounts;
}
