import type { Transaction } from "@/lib/db";

const many = 1_000;

/**
 * Called before people get another role. The cascade to their apps' grants runs app by app, by a plan made from
 * statistics; those from before an earlier change of role would have it read every grant of the role for each app.
 */
export async function prepareManyApps(tx: Transaction, owner: { id: string } | { roleId: string }): Promise<void> {
  if ((await tx.app.count({ where: { owner }, take: many })) < many) return;
  await tx.$executeRaw`ANALYZE "AppGrant"`;
}
