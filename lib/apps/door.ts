import type { NoParts, Parts } from "@/lib/apps/app-parts";
import { type LockedApp, lockApp } from "@/lib/apps/locked-app";
import type { Actor } from "@/lib/auth/actor";
import type { SharedTransaction } from "@/lib/database/transaction";
import { Refusal } from "@/lib/refusal";
import { mayEditApp } from "@/lib/rights/rules";

/** Who may pass; `whyNot` is shown to everyone else. */
type Authority<App> = { may: (app: App) => boolean; whyNot: string };

export type DoorOptions<Named extends Parts> = {
  /** The parts of the app the decision needs. */
  reads?: Named;
  /** IDs of people to lock besides the actor and the owner. */
  people?: readonly string[];
  /** Who may do this; by default, everyone who may edit the app. */
  authority?: Authority<LockedApp<Named>>;
  /** Let removed apps through too, to restore them. */
  evenRemoved?: boolean;
};

const editors: Authority<LockedApp> = {
  may: (app) => mayEditApp(app.actor, app),
  whyNot: "To change this app you need S2S apps: Edit, and must be its owner or an account admin.",
};

/**
 * Locks an app until the transaction ends, and checks that the actor may pass.
 * @throws Refusal `not-found`, `forbidden`
 */
export async function enter<Named extends Parts = NoParts>(
  tx: SharedTransaction,
  actor: Actor,
  appId: string,
  { reads, people, authority = editors, evenRemoved = false }: DoorOptions<Named>,
): Promise<LockedApp<Named>> {
  const app = await lockApp(tx, actor, appId, { people, reads: reads ?? ({} as Named) });
  if (app.removedAt && !evenRemoved) throw new Refusal("not-found", "This app was removed.");
  if (app.actor.status !== "active" || !authority.may(app)) throw new Refusal("forbidden", authority.whyNot);
  return app;
}
