import * as z from "zod";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";

const mostPeople = 500;
const mostApps = 8;

const personRow = row({ id: z.string(), name: z.string(), isRemoved: z.boolean() });

/** Someone in the audit log, who may no longer be in the account. */
export type AuditedPerson = z.output<typeof personRow>;

/**
 * Everyone in the account's audit log, by name, at most 500. Finds one person after the other in the index, without
 * reading every entry.
 */
export async function listAuditedPeople(actor: Actor): Promise<AuditedPerson[]> {
  const rows: unknown[] = await db().$queryRaw`
    WITH RECURSIVE latest AS (
      (SELECT "actorId", "actorName" FROM "AuditEntry" WHERE "accountId" = ${actor.accountId} AND "actorId" IS NOT NULL
       ORDER BY "actorId" DESC, "id" DESC LIMIT 1)
      UNION ALL
      SELECT found."actorId", found."actorName" FROM latest CROSS JOIN LATERAL (
        SELECT "actorId", "actorName" FROM "AuditEntry"
        WHERE "accountId" = ${actor.accountId} AND "actorId" < latest."actorId"
        ORDER BY "actorId" DESC, "id" DESC LIMIT 1) found)
    SELECT l."actorId" AS "id", coalesce(u."name", l."actorName") AS "name", u."id" IS NULL AS "isRemoved"
    FROM (SELECT * FROM latest LIMIT ${mostPeople}) l
      LEFT JOIN "User" u ON u."id" = l."actorId" AND u."accountId" = ${actor.accountId}`;
  const people = typed(personRow, rows);
  return byName(people);
}

/**
 * Everyone in the last 10,000 entries of one app, by name. The caller must have checked that the actor may see the app.
 */
export async function listAuditedPeopleOfApp(actor: Actor, appId: string): Promise<AuditedPerson[]> {
  const rows: unknown[] = await db().$queryRaw`
    SELECT DISTINCT ON (e."actorId") e."actorId" AS "id", coalesce(u."name", e."actorName") AS "name", u."id" IS NULL AS "isRemoved"
    FROM (SELECT "id", "actorId", "actorName" FROM "AuditEntry"
          WHERE "appId" = ${appId} AND "accountId" = ${actor.accountId} AND "actorId" IS NOT NULL
          ORDER BY "id" DESC LIMIT 10000) e
      LEFT JOIN "User" u ON u."id" = e."actorId" AND u."accountId" = ${actor.accountId}
    ORDER BY e."actorId", e."id" DESC`;
  const people = typed(personRow, rows);
  return byName(people);
}

const byName = (people: AuditedPerson[]): AuditedPerson[] => people.sort((a, b) => a.name.localeCompare(b.name, "en"));

export type AuditedApp = { id: string; name: string; clientId: string | null };

/**
 * The apps a text may refer to: the one with this ID or client ID, even if it was permanently deleted; otherwise the
 * one with this name; otherwise those whose name contains it, at most eight.
 */
export async function findAuditedApps(actor: Actor, text: string): Promise<AuditedApp[]> {
  const { accountId } = actor;
  const select = { id: true, name: true, clientId: true };
  const one = await db().app.findFirst({ where: { accountId, OR: [{ id: text }, { clientId: text }] }, select });
  if (one) return [one];
  const purged = await findPurgedApp(accountId, text);
  if (purged) return [purged];
  const named = await db().app.findMany({
    where: { accountId, name: { equals: text.replace(/[\\%_]/g, "\\$&"), mode: "insensitive" } },
    take: mostApps,
    select,
  });
  if (named.length > 0) return named;
  return db().app.findMany({
    where: { accountId, name: { contains: text.replace(/[\\%_]/g, "\\$&"), mode: "insensitive" } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: mostApps,
    select,
  });
}

async function findPurgedApp(accountId: string, appId: string): Promise<AuditedApp | null> {
  const entry = await db().auditEntry.findFirst({
    where: { accountId, appId },
    orderBy: { id: "desc" },
    select: { targetName: true },
  });
  return entry && { id: appId, name: entry.targetName, clientId: null };
}
