import * as z from "zod";
import type { AuditEntry } from "@/generated/prisma/client";
import { Prisma } from "@/generated/prisma/client";
import { causeFirst } from "@/lib/activity/cause";
import type { Matching } from "@/lib/activity/matching";
import { db } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";

const pageSize = 50;

/**
 * How many entries are read from each end of an act. The cause is among the first or last ones, or the act is no longer
 * than this.
 */
const edgeSize = 5;

/** An act's entries are counted up to here. */
export const countLimit = 10_000;

/** What one act did, as far as it matches the filter. */
export type FoundAct = {
  actId: string;
  /** The cause first, then some of its consequences; at most ten in all. */
  entries: AuditEntry[];
  /** How many entries each action has; in total at most one more than {@link countLimit}. */
  counts: { action: string; count: number }[];
  /** The act has more entries than match the filter. */
  isPart: boolean;
};

type Page = { acts: FoundAct[]; next: string | null };

const headRow = row({ id: z.bigint(), actId: z.string() });
const idRow = row({ id: z.bigint() });

/**
 * A page of acts, newest first, from before the entry `before`. An act appears once, however many entries it has, at
 * the position of its newest matching entry. Of a large act only both ends are read.
 */
export async function pageOfActs(accountId: string, matches: Matching, before: bigint | null): Promise<Page> {
  const found: unknown[] = await db().$queryRaw`
    SELECT e."id", e."actId" FROM "AuditEntry" e
    WHERE ${matches("e")} AND ${beforeEntry(before)} AND NOT EXISTS (
      SELECT 1 FROM "AuditEntry" newer
      WHERE newer."actId" = e."actId" AND newer."id" > e."id" AND ${matches("newer")})
    ORDER BY e."id" DESC LIMIT ${pageSize + 1}`;
  const heads = typed(headRow, found);
  const shown = heads.slice(0, pageSize);
  const actIds = shown.map((head) => head.actId);
  const [entries, counts, parts] = await Promise.all([
    readEdges(actIds, matches),
    countActions(actIds, matches),
    findParts(accountId, actIds, matches),
  ]);
  return {
    acts: actIds.map((actId) => ({
      actId,
      entries: causeFirst(entries.filter((entry) => entry.actId === actId)),
      counts: counts.filter((one) => one.actId === actId),
      isPart: parts.has(actId),
    })),
    next: heads.length > pageSize ? String(shown.at(-1)?.id) : null,
  };
}

/** A page of one act's entries, each listed by itself; `matches` must select the act. */
export async function pageOfEntries(matches: Matching, before: bigint | null): Promise<Page> {
  const found: unknown[] = await db().$queryRaw`
    SELECT e."id" FROM "AuditEntry" e WHERE ${matches("e")} AND ${beforeEntry(before)}
    ORDER BY e."id" DESC LIMIT ${pageSize + 1}`;
  const ids = typed(idRow, found);
  const rows = await db().auditEntry.findMany({
    where: { id: { in: ids.slice(0, pageSize).map(({ id }) => id) } },
    orderBy: { id: "desc" },
  });
  const acts = rows.map((row) => ({ actId: row.actId, entries: [row], counts: [], isPart: false }));
  return { acts, next: ids.length > pageSize ? String(rows.at(-1)?.id) : null };
}

const beforeEntry = (id: bigint | null): Prisma.Sql => (id === null ? Prisma.sql`true` : Prisma.sql`e."id" < ${id}`);

async function readEdges(actIds: string[], matches: Matching): Promise<AuditEntry[]> {
  const edge = (direction: Prisma.Sql) => Prisma.sql`
    (SELECT e."id" FROM "AuditEntry" e WHERE e."actId" = act AND ${matches("e")}
     ORDER BY e."id" ${direction} LIMIT ${edgeSize})`;
  const found: unknown[] = await db().$queryRaw`
    SELECT edges."id" FROM unnest(${actIds}::text[]) act
    CROSS JOIN LATERAL (${edge(Prisma.sql`ASC`)} UNION ${edge(Prisma.sql`DESC`)}) edges`;
  const ids = typed(idRow, found);
  return db().auditEntry.findMany({ where: { id: { in: ids.map(({ id }) => id) } } });
}

const countRow = row({ actId: z.string(), action: z.string(), count: z.number() });

async function countActions(actIds: string[], matches: Matching): Promise<z.output<typeof countRow>[]> {
  const found: unknown[] = await db().$queryRaw`
    SELECT act AS "actId", counted."action", count(*)::int AS "count" FROM unnest(${actIds}::text[]) act
    CROSS JOIN LATERAL (
      SELECT e."action" FROM "AuditEntry" e WHERE e."actId" = act AND ${matches("e")} LIMIT ${countLimit + 1}) counted
    GROUP BY 1, 2 ORDER BY 2`;
  return typed(countRow, found);
}

const partRow = row({ act: z.string() });

/** The acts that have entries not matching the filter. */
async function findParts(accountId: string, actIds: string[], matches: Matching): Promise<Set<string>> {
  const found: unknown[] = await db().$queryRaw`
    SELECT act FROM unnest(${actIds}::text[]) act WHERE EXISTS (
      SELECT 1 FROM "AuditEntry" e
      WHERE e."actId" = act AND e."accountId" = ${accountId} AND (${matches("e")}) IS NOT TRUE)`;
  const parts = typed(partRow, found);
  return new Set(parts.map(({ act }) => act));
}
