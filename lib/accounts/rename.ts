import { record } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { randomId } from "@/lib/crypto";
import { transaction } from "@/lib/database/transaction";
import { Refusal } from "@/lib/refusal";
import { mayEditAccount } from "@/lib/rights/rules";

/**
 * Renames the account; does nothing if the name is the same.
 * @throws Refusal `forbidden`
 */
export async function renameAccount(actor: Actor, { name }: { name: string }): Promise<void> {
  if (!mayEditAccount(actor)) throw new Refusal("forbidden", "You need Account: Edit to rename the account.");
  await transaction(async (tx) => {
    const where = { id: actor.accountId };
    // Locked, so that the audit entry's "before" is the name this update replaces.
    await tx.$executeRaw`SELECT 1 FROM "Account" WHERE "id" = ${actor.accountId} FOR NO KEY UPDATE`;
    const before = await tx.account.findUniqueOrThrow({ where, select: { name: true } });
    if (before.name === name) return;
    await tx.account.update({ where, data: { name } });
    await record(tx, actor, randomId(), [
      { action: "account.renamed", target: { id: actor.accountId, name }, before, after: { name } },
    ]);
  });
}
