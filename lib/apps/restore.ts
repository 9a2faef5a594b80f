import { changeApp } from "@/lib/apps/change-app";
import { daysUntilPurge, restorableDays } from "@/lib/apps/removal";
import type { Actor } from "@/lib/auth/actor";
import { Refusal } from "@/lib/refusal";

/**
 * Brings a removed app back as it was, but Deactivated (Draft if it never was activated): its credentials count again
 * once it is activated, its old tokens stay dead. Restoring an app that is not removed changes nothing.
 * @throws Refusal `not-found` when its 30 days are over, and the door's
 */
export async function restoreApp(actor: Actor, { appId }: { appId: string }): Promise<void> {
  await changeApp(
    actor,
    appId,
    (app) => {
      if (!app.removedAt) return null;
      if (daysUntilPurge(app.removedAt, app.now) === 0) {
        throw new Refusal(
          "not-found",
          `This app was removed more than ${restorableDays} days ago and can’t be restored.`,
        );
      }
      return { fields: { removedAt: null }, audit: [{ action: "app.restored", after: { state: app.state } }] };
    },
    { evenRemoved: true },
  );
}
