import { Prisma } from "@/generated/prisma/client";
import { deactivatedWhere } from "@/lib/app-state";
import type { AuditAction } from "@/lib/audit/actions";
import type { AuditActor } from "@/lib/audit/record";
import type { Transaction } from "@/lib/database/db";
import { lostGrants, type Shrink } from "@/lib/scopes/effect";

/** The act that removes scopes: its ID in the audit log, the actor, and the sentence shown in the apps' banners. */
export type Cause = { actId: string; by: AuditActor; sentence: string };

/**
 * Removes from apps the scopes that their owners' rights will no longer grant, so that the rights can then shrink in
 * the same transaction. Works on sets of rows, however many apps there are. The removed scopes are kept for "Restore
 * scopes". An activated app that lost its last scope is deactivated. Each app gets an audit entry for both.
 * The roles and people involved must be locked.
 */
export async function strip(tx: Transaction, shrink: Shrink, cause: Cause): Promise<void> {
  await rememberLoss(tx, shrink, cause);
  await takeLost(tx, "AppScope", shrink);
  await takeLost(tx, "AppGrant", shrink);
  await markApps(tx, cause);
}

/**
 * Call it for scopes before the grants they depend on: one statement removes all of them, where the foreign key's
 * cascade would run once per grant.
 */
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

/** Sets `updatedAt` on all apps that lost scopes, and deactivates the activated ones that lost their last scope. */
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

/** Removes from an app's recorded losses the scopes it has again. */
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
