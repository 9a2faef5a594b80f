import * as z from "zod";
import { config } from "@/lib/config";
import type { Transaction } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";
import { scopesLeftLetter } from "@/lib/mail/letters";
import { queueLetters } from "@/lib/mail/outbox";

const namedApps = 20;

const toldRow = row({
  email: z.string(),
  cause: z.string(),
  appCount: z.number(),
  scopeCount: z.number(),
  deactivatedCount: z.number(),
  names: z.array(z.string()),
});

/**
 * Queues one email to each owner whose apps lost scopes in this act. Call it in the same transaction, after `strip`.
 */
export async function tellOwners(tx: Transaction, actId: string): Promise<void> {
  if (!config().mail) return;
  const rows: unknown[] = await tx.$queryRaw`
    SELECT o."email", min(l."cause") AS "cause", count(*)::int AS "appCount",
      sum(cardinality(l."chosen") + cardinality(l."required"))::int AS "scopeCount",
      (count(*) FILTER (WHERE l."deactivated"))::int AS "deactivatedCount",
      (array_agg(a."name" ORDER BY l."deactivated" DESC, a."name"))[1:${namedApps}::int] AS "names"
    FROM "ScopeLoss" l JOIN "App" a ON a."id" = l."appId" JOIN "User" o ON o."id" = a."ownerId"
    WHERE l."actId" = ${actId} AND a."removedAt" IS NULL AND o."status" = 'active' AND o."email" IS NOT NULL
    GROUP BY o."id"`;
  const link = `${config().baseUrl}/apps`;
  await queueLetters(
    tx,
    typed(toldRow, rows).map(({ email, ...about }) => ({ to: email, ...scopesLeftLetter({ ...about, link }) })),
  );
}
