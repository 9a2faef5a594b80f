import { Prisma } from "@/generated/prisma/client";
import type { Place } from "@/lib/database/list-cursor";
import type { DeliveryFilter } from "@/lib/deliveries/delivery-filter";
import { dayAfter, startOfDay } from "@/lib/text/days";

/** Deliveries of one app are read along their order, newest first, and at most so many to find a page of them. */
export const mostWalked = 20_000;

type Walk = { accountId: string; appId: string; filter: DeliveryFilter; from: Place | null };

/**
 * The newest deliveries beyond `from`, as far as an index tells whether they are wanted: app, state and days. What is
 * left to ask ({@link wanted}) is asked of these rows, so that a rare event never costs reading an app's whole log.
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

/** Of which event, to which endpoint. */
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

/** Whole days of the reader's zone, compared with the database's time in which deliveries are dated. */
function momentsOf({ from, to, zone }: DeliveryFilter): [Date | null, Date | null] {
  const begin = (day: string) => startOfDay(day, zone ?? "UTC");
  return [from ? begin(from) : null, to ? begin(dayAfter(to)) : null];
}
