import { record } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { randomId } from "@/lib/crypto";
import { transaction } from "@/lib/database/transaction";
import { Refusal } from "@/lib/refusal";
import { mayEditAccount } from "@/lib/rights/rules";

/**
 * Gives the account another name; the same name again changes nothing.
 * @throws Refusal `forbidden`
 */
export async function renameAccount(actor: Actor, { name }: { name: string }): Promise<void> {
  if (!mayEditAccount(actor)) throw new Refusal("forbidden", "Renaming the account takes the privilege Account: Edit.");
  await transaction(async (tx) => {
    const where = { id: actor.accountId };
    // Locked, so that the audit's "before" is what this one replaces.
    await tx.$executeRaw`SELECT 1 FROM "Account" WHERE "id" = ${actor.accountId} FOR NO KEY UPDATE`;
    const before = await tx.account.findUniqueOrThrow({ where, select: { name: true } });
    if (before.name === name) return;
    await tx.account.update({ where, data: { name } });
    await record(tx, actor, randomId(), [
      { action: "account.renamed", target: { id: actor.accountId, name }, before, after: { name } },
    ]);
  });
}
