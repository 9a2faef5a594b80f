import { enter } from "@/lib/apps/door";
import { subscriptions } from "@/lib/apps/held-subscriptions";
import type { LockedApp } from "@/lib/apps/locked-app";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/database/db";
import type { SharedTransaction } from "@/lib/database/transaction";
import { mayEditApp } from "@/lib/rights/rules";

const reads = { subscriptions };

/** An app, locked, whose notifications someone sends. */
export type OwnApp = LockedApp<typeof reads>;

const authority = {
  may: (app: LockedApp) => mayEditApp(app.actor, app),
  whyNot: "Sending an app’s notifications takes the privilege S2S apps: Edit, and being its owner or an account admin.",
};

/**
 * Locks an app for someone who sends its notifications: who may change it may.
 * @throws Refusal `not-found`, `forbidden`
 */
export const lockOwnApp = (tx: SharedTransaction, actor: Actor, appId: string): Promise<OwnApp> =>
  enter(tx, actor, appId, { reads, authority });

/** The URL of an endpoint of the actor's account, for counting what is sent there; none where there is no such endpoint. */
export async function endpointUrl(actor: Actor, where: { id: string; appId: string }): Promise<string[]> {
  const found = await db().subscription.findFirst({
    where: { ...where, app: { accountId: actor.accountId } },
    select: { url: true },
  });
  return found ? [found.url] : [];
}
