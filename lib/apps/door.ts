import type { Parts } from "@/lib/apps/app-parts";
import { type LockedApp, lockApp } from "@/lib/apps/locked-app";
import type { Actor } from "@/lib/auth/actor";
import type { SharedTransaction } from "@/lib/database/transaction";
import { Refusal } from "@/lib/refusal";
import { mayEditApp } from "@/lib/rights/rules";

/** Who may pass, and the sentence for everyone else. */
type Authority<App> = { may: (app: App) => boolean; whyNot: string };

export type DoorOptions<Named extends Parts> = {
  /** The parts of the app that are decided by. */
  reads?: Named;
  /** IDs of people to lock besides the actor and the owner. */
  people?: readonly string[];
  /** Who may, where it is not who may edit the app. */
  authority?: Authority<LockedApp<Named>>;
  /** Let a removed app through too, to restore it. */
  evenRemoved?: boolean;
};

const editors: Authority<LockedApp> = {
  may: (app) => mayEditApp(app.actor, app),
  whyNot: "Changing this app takes the privilege S2S apps: Edit, and being its owner or an account admin.",
};

/**
 * Lets an actor in to an app, which is locked until the transaction ends.
 * @throws Refusal `not-found`, `forbidden`
 */
// biome-ignore lint/complexity/noBannedTypes: no parts
export async function enter<Named extends Parts = {}>(
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
