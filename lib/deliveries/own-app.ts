import { type LockedApp, lockApp } from "@/lib/apps/locked-app";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/database/db";
import type { SharedTransaction } from "@/lib/database/transaction";
import { Refusal } from "@/lib/refusal";
import { mayEditApp } from "@/lib/rights/rules";

/**
 * Holds an app fast for somebody who sends its notifications: whoever may change it may.
 * @throws Refusal `not-found`, `forbidden`
 */
export async function lockOwnApp(tx: SharedTransaction, actor: Actor, appId: string): Promise<LockedApp> {
  const app = await lockApp(tx, actor, appId);
  if (app.removedAt) throw new Refusal("not-found", "This app was removed.");
  if (app.actor.status === "active" && mayEditApp(app.actor, app)) return app;
  throw new Refusal(
    "forbidden",
    "Sending an app’s notifications takes the privilege S2S apps: Edit, and being its owner or an account admin.",
  );
}

/** The URL of an endpoint of the actor's account, for counting what is sent there; none where there is no such endpoint. */
export async function endpointUrl(actor: Actor, where: { id: string; appId: string }): Promise<string[]> {
  const found = await db().subscription.findFirst({
    where: { ...where, app: { accountId: actor.accountId } },
    select: { url: true },
  });
  return found ? [found.url] : [];
}
