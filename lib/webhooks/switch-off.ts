import type { DisabledBecause } from "@/generated/prisma/enums";
import { record } from "@/lib/audit/record";
import { randomId } from "@/lib/crypto";
import type { Transaction } from "@/lib/db";
import { forgetEndpoint } from "@/lib/webhooks/note-validation";
import { noteForOwner } from "@/lib/webhooks/notices";

/** Why Patchbay itself disables a subscription. */
type Cause = Exclude<DisabledBecause, "person">;

const causes = {
  validation: { kind: "endpoint-not-validated", did: "could not be validated six times in a row" },
  failing: { kind: "endpoint-failing", did: "took no notification for five days" },
  gone: { kind: "endpoint-gone", did: "answered 410: it is gone" },
} as const satisfies Record<Cause, { kind: string; did: string }>;

/**
 * Disables a subscription in Patchbay's own name, with a notice on its app and an entry in the audit; what waits for it is
 * cancelled with that. Answers false, and does nothing, when it is disabled or removed already. It locks the app first:
 * call it before anything else of the transaction locks a delivery.
 */
export async function switchOff(tx: Transaction, subscriptionId: string, because: Cause): Promise<boolean> {
  const [app] = await tx.$queryRaw<{ id: string; accountId: string; name: string }[]>`
    SELECT a."id", a."accountId", a."name" FROM "App" a JOIN "Subscription" s ON s."appId" = a."id"
     WHERE s."id" = ${subscriptionId} FOR UPDATE OF a`;
  const [off] = await tx.$queryRaw<{ name: string; url: string }[]>`
    UPDATE "Subscription" SET "enabled" = false, "disabledBecause" = ${because}::"DisabledBecause", "updatedAt" = now()
     WHERE "id" = ${subscriptionId} AND "enabled" RETURNING "name", "url"`;
  if (!app || !off) return false;
  await forgetEndpoint(tx, { appId: app.id, url: off.url });
  const { kind, did } = causes[because];
  const message = `The endpoint of ${titleOf(off)} ${did}. The subscription is disabled: validate its endpoint again on Feature to enable it.`;
  await noteForOwner(tx, { appId: app.id, kind, message });
  const patchbay = { userId: null, name: "Patchbay", accountId: app.accountId, address: "" };
  const target = { id: app.id, name: app.name };
  const after = { name: off.name, url: off.url, because: did };
  await record(tx, patchbay, randomId(), [{ action: "app.subscriptionDisabled", target, appId: app.id, after }]);
  return true;
}

/** How a subscription is called in a sentence: “Bell” (https://example.com/bell), or its URL alone. */
export const titleOf = ({ name, url }: { name: string; url: string }): string => (name ? `“${name}” (${url})` : url);
