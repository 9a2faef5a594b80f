import { findScope } from "@/lib/catalog/scopes";
import { randomId } from "@/lib/crypto";
import type { Transaction } from "@/lib/database/db";
import { needOf } from "@/lib/rights/privileges";

/**
 * Closes the requests for scopes that the app owner's role now grants, each with a notice on the app. Call it in every
 * transaction that adds rights or changes an app's owner.
 */
export async function settleScopeRequests(tx: Transaction, accountId: string): Promise<void> {
  const granted = await tx.$queryRaw<{ appId: string; scopeId: string }[]>`
    UPDATE "ScopeRequest" r SET "closedAt" = now(), "granted" = true
    FROM "App" a JOIN "User" o ON o."id" = a."ownerId", "Scope" s
    WHERE r."accountId" = ${accountId} AND r."closedAt" IS NULL AND a."id" = r."appId" AND s."id" = r."scopeId"
      AND EXISTS (SELECT 1 FROM "RoleGrant" g
        WHERE g."roleId" = o."roleId" AND g."privilege" = s."privilege" AND g."access" = s."access")
    RETURNING r."appId", r."scopeId"`;
  await tx.notice.createMany({
    data: granted.map(({ appId, scopeId }) => ({
      id: randomId(),
      appId,
      kind: "scope-granted",
      message: told(scopeId),
    })),
  });
}

function told(scopeId: string): string {
  const scope = findScope(scopeId);
  return `${scope ? `${needOf(scope)} was granted: ` : ""}${scopeId} can be added now.`;
}
