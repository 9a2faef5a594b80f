import { Prisma } from "@/generated/prisma/client";
import { deactivatedWhere } from "@/lib/app-state";
import type { AuditAction } from "@/lib/audit/actions";
import type { AuditActor } from "@/lib/audit/record";
import type { Transaction } from "@/lib/database/db";
import { lostGrants, type Shrink } from "@/lib/scopes/effect";

/** The act that takes scopes: its id in the audit, who does it, and what they did as a sentence for the apps' banners. */
export type Cause = { actId: string; by: AuditActor; sentence: string };

/**
 * Takes from apps the scopes that their owners' rights will no longer grant, so that the rights themselves can shrink
 * afterwards in the same transaction: set by set, however many apps there are. What went is kept for "Restore scopes";
 * an activated app that lost its last scope is deactivated. Both leave an entry per app in the audit.
 * Roles and people concerned must be held fast.
 */
export async function strip(tx: Transaction, shrink: Shrink, cause: Cause): Promise<void> {
  await rememberLoss(tx, shrink, cause);
  await takeLost(tx, "AppScope", shrink);
  await takeLost(tx, "AppGrant", shrink);
  await markApps(tx, cause);
}

/** Scopes go before the grants they rest on: in one statement, where the cascade would take them grant by grant. */
async function takeLost(tx: Transaction, table: "AppScope" | "AppGrant", shrink: Shrink): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM ${Prisma.raw(`"${table}"`)} t USING (${lostGrants(shrink)}) lost
    WHERE t."appId" = lost."appId" AND t."privilege" = lost."privilege" AND t."access" = lost."access"`;
}

async function rememberLoss(tx: Transaction, shrink: Shrink, cause: Cause): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "ScopeLoss" ("appId", "actId", "at", "cause", "chosen", "required")
    SELECT s."appId", ${cause.actId}, now(), ${cause.sentence},
      coalesce(array_agg(s."scopeId" ORDER BY s."scopeId") FILTER (WHERE s."chosen"), '{}'),
      coalesce(array_agg(s."scopeId" ORDER BY s."scopeId") FILTER (WHERE NOT s."chosen"), '{}')
    FROM (${lostGrants(shrink)}) lost
      JOIN "AppScope" s ON s."appId" = lost."appId" AND s."privilege" = lost."privilege" AND s."access" = lost."access"
    GROUP BY s."appId"`;
  const action: AuditAction = "app.scopesStripped";
  await tx.$executeRaw`
    INSERT INTO "AuditEntry" ("accountId", "action", "actorId", "actorName", "address", "appId", "targetId", "targetName", "before", "after", "actId")
    SELECT ${cause.by.accountId}, ${action}, ${cause.by.userId}, ${cause.by.name}, ${cause.by.address}, a."id", a."id", a."name",
      jsonb_build_object('scopes', l."chosen" || l."required"), jsonb_build_object('because', ${cause.sentence}::text), ${cause.actId}
    FROM "ScopeLoss" l JOIN "App" a ON a."id" = l."appId" WHERE l."actId" = ${cause.actId}`;
}

/** All apps that lost something were updated now; the activated ones that lost their last scope are switched off. */
async function markApps(tx: Transaction, cause: Cause): Promise<void> {
  const action: AuditAction = "app.deactivated";
  await tx.$executeRaw`
    WITH concerned AS (
      SELECT a."id", a."state" = 'activated' AND NOT EXISTS (SELECT 1 FROM "AppScope" s WHERE s."appId" = a."id") AS "emptied"
      FROM "ScopeLoss" l JOIN "App" a ON a."id" = l."appId" WHERE l."actId" = ${cause.actId}),
    changed AS (
      UPDATE "App" a SET "updatedAt" = now(), ${Prisma.raw(deactivatedWhere('c."emptied"'))}
      FROM concerned c WHERE a."id" = c."id"
      RETURNING a."id", a."name", c."emptied"),
    off AS (SELECT "id", "name" FROM changed WHERE "emptied"),
    marked AS (
      UPDATE "ScopeLoss" l SET "deactivated" = true FROM off WHERE l."actId" = ${cause.actId} AND l."appId" = off."id")
    INSERT INTO "AuditEntry" ("accountId", "action", "actorId", "actorName", "address", "appId", "targetId", "targetName", "after", "actId")
    SELECT ${cause.by.accountId}, ${action}, ${cause.by.userId}, ${cause.by.name}, ${cause.by.address}, off."id", off."id", off."name",
      jsonb_build_object('because', jsonb_build_array(${`${cause.sentence}, and the app lost its last scope.`}::text)), ${cause.actId}
    FROM off`;
}

/** What an app holds again is no longer lost. */
export async function settleLosses(tx: Transaction, appId: string): Promise<void> {
  await tx.$executeRaw`
    WITH held AS (SELECT "scopeId" FROM "AppScope" WHERE "appId" = ${appId}),
    rest AS (
      SELECT l."actId",
        ARRAY(SELECT id FROM unnest(l."chosen") id WHERE id NOT IN (SELECT "scopeId" FROM held)) AS "chosen",
        ARRAY(SELECT id FROM unnest(l."required") id WHERE id NOT IN (SELECT "scopeId" FROM held)) AS "required"
      FROM "ScopeLoss" l WHERE l."appId" = ${appId}),
    settled AS (
      DELETE FROM "ScopeLoss" l USING rest r WHERE l."appId" = ${appId} AND l."actId" = r."actId"
        AND cardinality(r."chosen" || r."required") = 0)
    UPDATE "ScopeLoss" l SET "chosen" = r."chosen", "required" = r."required" FROM rest r
    WHERE l."appId" = ${appId} AND l."actId" = r."actId" AND cardinality(r."chosen" || r."required") > 0`;
}
