import { introspectionKeyPlace } from "@/lib/accounts/commands";
import { record } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { randomId, unseal } from "@/lib/crypto";
import { transaction } from "@/lib/database/transaction";
import { Refusal } from "@/lib/refusal";
import { mayEditAccount } from "@/lib/rights/rules";

/**
 * The account's introspection key in clear; audited.
 * @throws Refusal `forbidden`
 */
export async function revealIntrospectionKey(actor: Actor): Promise<{ introspectionKey: string }> {
  if (!mayEditAccount(actor))
    throw new Refusal("forbidden", "Seeing the introspection key takes the privilege Account: Edit.");
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
