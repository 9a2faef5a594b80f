import * as z from "zod";
import { findScope } from "@/lib/catalog/scopes";
import type { Transaction } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";
import { needOf } from "@/lib/rights/privileges";
import { tellAsker } from "@/lib/scopes/tell-asker";

const settledRow = row({ appId: z.string(), appName: z.string(), scopeId: z.string(), askedById: z.string() });

/**
 * Closes the requests for scopes that the app owner's role now grants, and tells those who asked. Call it in every
 * transaction that adds rights or changes an app's owner.
 */
export async function settleScopeRequests(tx: Transaction, accountId: string): Promise<void> {
  const rows: unknown[] = await tx.$queryRaw`
    UPDATE "ScopeRequest" r SET "closedAt" = now(), "granted" = true
    FROM "App" a JOIN "User" o ON o."id" = a."ownerId", "Scope" s
    WHERE r."accountId" = ${accountId} AND r."closedAt" IS NULL AND a."id" = r."appId" AND s."id" = r."scopeId"
      AND EXISTS (SELECT 1 FROM "RoleGrant" g
        WHERE g."roleId" = o."roleId" AND g."privilege" = s."privilege" AND g."access" = s."access")
    RETURNING r."appId", a."name" AS "appName", r."scopeId", r."askedById"`;
  for (const { appId, appName, scopeId, askedById } of typed(settledRow, rows)) {
    const sentence = sentenceFor(scopeId);
    const app = { id: appId, name: appName };
    await tellAsker(tx, { app, scopeId, kind: "scope-granted", sentence, note: "", askedById, except: null });
  }
}

function sentenceFor(scopeId: string): string {
  const scope = findScope(scopeId);
  return `${scope ? `${needOf(scope)} was granted: ` : ""}${scopeId} can be added now.`;
}
