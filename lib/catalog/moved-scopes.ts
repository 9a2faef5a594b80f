import type pg from "pg";
import { deactivatedWhere } from "@/lib/app-state";

/**
 * Takes scopes that the release moves to another privilege out of all apps, so that the database's foreign keys allow
 * the move, and records in `MovedAppScope` which apps had them. Expects the release in `ReleaseScope`. Locks apps
 * before scopes, in the order everything else does.
 */
export async function takeMovedScopesOut(client: pg.PoolClient): Promise<void> {
  await client.query(`
    CREATE TEMP TABLE "MovedScope" ON COMMIT DROP AS
    SELECT r.* FROM "ReleaseScope" r JOIN "Scope" s USING ("id")
    WHERE (r."privilege", r."access") IS DISTINCT FROM (s."privilege", s."access")`);
  await client.query(`
    SELECT 1 FROM "App" WHERE "id" IN (SELECT "appId" FROM "AppScope" JOIN "MovedScope" m ON m."id" = "scopeId")
    ORDER BY "id" FOR UPDATE`);
  await client.query(`SELECT 1 FROM "Scope" WHERE "id" IN (SELECT "id" FROM "MovedScope") ORDER BY "id" FOR UPDATE`);
  await client.query(`CREATE TEMP TABLE "MovedAppScope" (LIKE "AppScope") ON COMMIT DROP`);
  await client.query(`
    WITH taken AS (DELETE FROM "AppScope" WHERE "scopeId" IN (SELECT "id" FROM "MovedScope") RETURNING *)
    INSERT INTO "MovedAppScope" SELECT * FROM taken`);
  // A grant no scope depends on any more would block the next change of role.
  await client.query(`
    DELETE FROM "AppGrant" g
    WHERE "appId" IN (SELECT "appId" FROM "MovedAppScope") AND NOT EXISTS (
      SELECT 1 FROM "AppScope" s
      WHERE (s."appId", s."privilege", s."access") = (g."appId", g."privilege", g."access")
    )`);
}

/**
 * Returns the moved scopes to the apps whose owner's role still grants them. The others lose them: one audit entry per
 * app. An activated app left without scopes is deactivated, which invalidates its tokens. `actId` groups the entries.
 */
export async function putMovedScopesBack(client: pg.PoolClient, actId: string): Promise<void> {
  await giveBackWhatIsGranted(client);
  await recordLosses(client, actId);
  await deactivateEmptyApps(client, actId);
}

async function giveBackWhatIsGranted(client: pg.PoolClient): Promise<void> {
  await client.query(`
    UPDATE "MovedAppScope" m SET "privilege" = s."privilege", "access" = s."access"
    FROM "MovedScope" s WHERE s."id" = m."scopeId"`);
  await client.query(`
    INSERT INTO "AppGrant" ("appId", "ownerId", "privilege", "access")
    SELECT DISTINCT a."id", a."ownerId", m."privilege", m."access"
    FROM "MovedAppScope" m
    JOIN "App" a ON a."id" = m."appId"
    JOIN "User" o ON o."id" = a."ownerId"
    JOIN "RoleGrant" g ON (g."roleId", g."privilege", g."access") = (o."roleId", m."privilege", m."access")
    ON CONFLICT DO NOTHING`);
  await client.query(`
    WITH kept AS (
      INSERT INTO "AppScope"
      SELECT m.* FROM "MovedAppScope" m JOIN "AppGrant" USING ("appId", "privilege", "access")
      RETURNING "appId", "scopeId"
    )
    DELETE FROM "MovedAppScope" m USING kept WHERE (m."appId", m."scopeId") = (kept."appId", kept."scopeId")`);
}

const auditColumns = `
  "accountId", "action", "actorName", "address", "appId", "targetId", "targetName", "before", "actId"`;

async function recordLosses(client: pg.PoolClient, actId: string): Promise<void> {
  await client.query(
    `INSERT INTO "AuditEntry" (${auditColumns})
     SELECT a."accountId", 'app.scopesRemoved', 'Patchbay', '', a."id", a."id", a."name",
       jsonb_build_object('scopes', jsonb_agg(m."scopeId" ORDER BY m."scopeId")), $1
     FROM "MovedAppScope" m JOIN "App" a ON a."id" = m."appId"
     GROUP BY a."id" ORDER BY a."id"`,
    [actId],
  );
}

async function deactivateEmptyApps(client: pg.PoolClient, actId: string): Promise<void> {
  await client.query(
    `WITH emptied AS (
       UPDATE "App" a SET "updatedAt" = now(), ${deactivatedWhere("true")}
       WHERE "state" = 'activated' AND "id" IN (SELECT "appId" FROM "MovedAppScope")
         AND NOT EXISTS (SELECT 1 FROM "AppScope" s WHERE s."appId" = a."id")
       RETURNING "id", "accountId", "name"
     )
     INSERT INTO "AuditEntry" (${auditColumns})
     SELECT "accountId", 'app.deactivated', 'Patchbay', '', "id", "id", "name", NULL, $1 FROM emptied ORDER BY "id"`,
    [actId],
  );
}
