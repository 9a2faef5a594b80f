import { introspectionKeyPlace } from "@/lib/accounts/commands";
import { record } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { randomId, unseal } from "@/lib/crypto";
import { transaction } from "@/lib/database/transaction";
import { Refusal } from "@/lib/refusal";
import { mayEditAccount } from "@/lib/rights/rules";

/**
 * Returns the account's introspection key in clear text; recorded in the audit log.
 * @throws Refusal `forbidden`
 */
export async function revealIntrospectionKey(actor: Actor): Promise<{ introspectionKey: string }> {
  if (!mayEditAccount(actor)) throw new Refusal("forbidden", "You need Account: Edit to see the introspection key.");
  return transaction(async (tx) => {
    const account = await tx.account.findUniqueOrThrow({
      where: { id: actor.accountId },
      select: { introspectionKeySealed: true },
    });
    const target = { id: actor.accountId, name: actor.accountName };
    await record(tx, actor, randomId(), [{ action: "account.introspectionKeyRevealed", target }]);
    return { introspectionKey: unseal(account.introspectionKeySealed, introspectionKeyPlace(actor.accountId)) };
  });
}
