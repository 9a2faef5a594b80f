import { type LockedApp, lockApp } from "@/lib/apps/locked-app";
import type { Actor } from "@/lib/auth/actor";
import { Refusal } from "@/lib/refusal";
import { mayEditApp } from "@/lib/roles/rules";
import type { SharedTransaction } from "@/lib/transaction";

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
