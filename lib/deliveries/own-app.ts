import { enter } from "@/lib/apps/door";
import { subscriptions } from "@/lib/apps/held-subscriptions";
import type { LockedApp } from "@/lib/apps/locked-app";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/database/db";
import type { SharedTransaction } from "@/lib/database/transaction";
import { mayEditApp } from "@/lib/rights/rules";

const reads = { subscriptions };

/** A locked app whose notifications a person sends. */
export type OwnApp = LockedApp<typeof reads>;

const authority = {
  may: (app: LockedApp) => mayEditApp(app.actor, app),
  whyNot: "To send an app’s notifications you need S2S apps: Edit, and must be its owner or an account admin.",
};

/**
 * Locks an app for a person who sends its notifications, which everyone who may change the app may do.
 * @throws Refusal `not-found`, `forbidden`
 */
export const lockOwnApp = (tx: SharedTransaction, actor: Actor, appId: string): Promise<OwnApp> =>
  enter(tx, actor, appId, { reads, authority });

/** The URL of an endpoint in the actor's account, for counting requests to it; empty if there is no such endpoint. */
export async function endpointUrl(actor: Actor, where: { id: string; appId: string }): Promise<string[]> {
  const found = await db().subscription.findFirst({
    where: { ...where, app: { accountId: actor.accountId } },
    select: { url: true },
  });
  return found ? [found.url] : [];
}
