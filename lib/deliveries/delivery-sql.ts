import { Prisma } from "@/generated/prisma/client";
import type { Place } from "@/lib/database/list-cursor";
import type { DeliveryFilter } from "@/lib/deliveries/delivery-filter";
import { mostWalked } from "@/lib/deliveries/limits";
import { dayAfter, startOfDay } from "@/lib/text/days";

type Walk = { accountId: string; appId: string; filter: DeliveryFilter; from: Place | null };

/**
 * The newest deliveries after `from`, narrowed by what an index covers: app, state and days. The rest of the filter
 * ({@link wanted}) is applied to these rows, so that looking for a rare event never reads an app's whole log.
 */
export function walk({ accountId, appId, filter, from }: Walk): Prisma.Sql {
  const [first, until] = momentsOf(filter);
  const conditions = [
    Prisma.sql`"appId" = ${appId}`,
    Prisma.sql`"accountId" = ${accountId}`,
    filter.state && Prisma.sql`"state" = ${filter.state}::"DeliveryState"`,
    first && Prisma.sql`"createdAt" >= ${first.toISOString()}::timestamptz`,
    until && Prisma.sql`"createdAt" < ${until.toISOString()}::timestamptz`,
    from && Prisma.sql`("createdAt", "id") < (${new Date(from.key).toISOString()}::timestamptz, ${from.id})`,
  ].filter((one) => one instanceof Prisma.Sql);
  return Prisma.sql`SELECT * FROM "Delivery" WHERE ${Prisma.join(conditions, " AND ")}
    ORDER BY "createdAt" DESC, "id" DESC LIMIT ${mostWalked}`;
}

/** The filter's event and endpoint, as a condition. */
export function wanted({ event, endpoint }: DeliveryFilter): Prisma.Sql {
  const conditions = [
    Prisma.sql`true`,
    event && Prisma.sql`"event" = ${event}`,
    endpoint && Prisma.sql`"subscriptionId" = ${endpoint}`,
  ];
  return Prisma.join(
    conditions.filter((one) => one instanceof Prisma.Sql),
    " AND ",
  );
}

/** The filter's days in the reader's time zone, as instants to compare with `createdAt`. */
function momentsOf({ from, to, zone }: DeliveryFilter): [Date | null, Date | null] {
  const begin = (day: string) => startOfDay(day, zone ?? "UTC");
  return [from ? begin(from) : null, to ? begin(dayAfter(to)) : null];
}
