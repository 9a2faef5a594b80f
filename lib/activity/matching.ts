import { Prisma } from "@/generated/prisma/client";
import { type ActivityFilter, actionsOf, byPatchbay } from "@/lib/activity/filter";
import { dayAfter, startOfDay } from "@/lib/text/days";

/** The entries of one account, or of one app in it. */
export type AuditRange = { accountId: string; appId: string | null };

/** A condition on entries, for the alias the query uses for them. */
export type Matching = (name: "e" | "newer") => Prisma.Sql;

/** The entries in the range that match the filter. The range overrides the filter's own `app`, which is only text. */
export function matching({ accountId, appId }: AuditRange, filter: ActivityFilter): Matching {
  const { by, what, act } = filter;
  const [from, until] = momentsOf(filter);
  return (name) => {
    const entry = Prisma.raw(name);
    const conditions = [
      Prisma.sql`${entry}."accountId" = ${accountId}`,
      appId && Prisma.sql`${entry}."appId" = ${appId}`,
      by === byPatchbay && Prisma.sql`${entry}."actorId" IS NULL`,
      by && by !== byPatchbay && Prisma.sql`${entry}."actorId" = ${by}`,
      what && Prisma.sql`${entry}."action" = ANY(${actionsOf(what)}::text[])`,
      act && Prisma.sql`${entry}."actId" = ${act}`,
      from && Prisma.sql`${entry}."at" >= ${from.toISOString()}::timestamptz`,
      until && Prisma.sql`${entry}."at" < ${until.toISOString()}::timestamptz`,
    ];
    return Prisma.join(
      conditions.filter((one) => one instanceof Prisma.Sql),
      " AND ",
    );
  };
}

/** Whole days in the reader's time zone, compared with the database's time, which dates the entries. */
function momentsOf({ from, to, zone }: ActivityFilter): [Date | null, Date | null] {
  const begin = (day: string) => startOfDay(day, zone ?? "UTC");
  return [from && begin(from), to && begin(dayAfter(to))].map((moment) => moment || null) as [Date | null, Date | null];
}
