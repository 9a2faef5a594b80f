import * as z from "zod";
import type { Actor } from "@/lib/auth/actor";
import { config } from "@/lib/config";
import { pool } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";
import { maySeeAccount } from "@/lib/rights/rules";

/** How much is used, and the limit; null means no limit. */
export type Usage = { used: number; limit: number | null };

const usedRow = row({
  apps: z.number(),
  endpoints: z.number(),
  pendingDeliveries: z.number(),
  eventsPerMinute: z.number(),
});

export type AccountUsage = Record<keyof z.output<typeof usedRow>, Usage>;

/** Counting stops here, so that it stays cheap even without a limit. */
const mostCounted = 1_000_000;

/** The account's usage of every quota, by the database's clock; null if the actor may not see the account. */
export async function findAccountUsage(actor: Actor): Promise<AccountUsage | null> {
  if (!maySeeAccount(actor)) return null;
  const { apps, endpoints, pendingDeliveries, eventsPerMinute } = config().quotas;
  const { rows } = await pool().query({
    name: "account-usage",
    text: usageText,
    values: [actor.accountId, mostCounted],
  });
  const used = typed(usedRow, rows)[0] ?? { apps: 0, endpoints: 0, pendingDeliveries: 0, eventsPerMinute: 0 };
  return {
    apps: { used: used.apps, limit: apps },
    endpoints: { used: used.endpoints, limit: endpoints },
    pendingDeliveries: { used: used.pendingDeliveries, limit: pendingDeliveries },
    eventsPerMinute: { used: used.eventsPerMinute, limit: eventsPerMinute },
  };
}

const counted = (from: string): string => `(SELECT count(*)::int FROM (SELECT FROM ${from} LIMIT $2::int) counted)`;

const usageText = `
  SELECT ${counted(`"App" WHERE "accountId" = $1`)} AS "apps",
         ${counted(`"Subscription" s JOIN "App" a ON a."id" = s."appId" WHERE a."accountId" = $1`)} AS "endpoints",
         ${counted(`"Delivery" WHERE "accountId" = $1 AND "state" = 'pending'`)}
         + ${counted(`"Delivery" WHERE "accountId" = $1 AND "state" = 'held'`)} AS "pendingDeliveries",
         coalesce((SELECT "events" FROM "QuotaUse" WHERE "accountId" = $1 AND "minuteEndsAt" > clock_timestamp()), 0) AS "eventsPerMinute"`;
