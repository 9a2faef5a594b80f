import type pg from "pg";

/** What must never be in the database, whatever happened before, found by SQL alone; empty if all is well. */
export async function violationsIn(pool: pg.Pool, accountId: string): Promise<unknown[]> {
  const { rows } = await pool.query(
    `SELECT 'a scope beyond the owner''s role' AS what, s."appId" AS which FROM "AppScope" s
       JOIN "App" a ON a."id" = s."appId" JOIN "User" u ON u."id" = a."ownerId"
     WHERE a."accountId" = $1 AND NOT EXISTS (SELECT 1 FROM "RoleGrant" g
       WHERE g."roleId" = u."roleId" AND g."privilege" = s."privilege" AND g."access" = s."access")
     UNION ALL
     SELECT 'activated without a scope', a."id" FROM "App" a
     WHERE a."accountId" = $1 AND a."state" = 'activated' AND NOT EXISTS (SELECT 1 FROM "AppScope" s WHERE s."appId" = a."id")
     UNION ALL
     SELECT 'removed but activated', a."id" FROM "App" a
     WHERE a."accountId" = $1 AND a."state" = 'activated' AND a."removedAt" IS NOT NULL
     UNION ALL
     SELECT 'a loss of what is held', l."appId" FROM "ScopeLoss" l JOIN "AppScope" s ON s."appId" = l."appId"
       JOIN "App" a ON a."id" = l."appId"
     WHERE a."accountId" = $1 AND s."scopeId" = ANY(l."chosen" || l."required")
     UNION ALL
     SELECT 'two pending transfers', t."appId" FROM "OwnershipTransfer" t
     WHERE t."accountId" = $1 AND t."state" = 'pending' GROUP BY t."appId" HAVING count(*) > 1`,
    [accountId],
  );
  return rows;
}
