import { changeApp } from "@/lib/apps/change-app";
import { daysUntilPurge, restorableDays } from "@/lib/apps/removal";
import type { Actor } from "@/lib/auth/actor";
import { Refusal } from "@/lib/refusal";

/**
 * Restores a removed app as it was, but Deactivated (a Draft if it was never activated). Its credentials work again
 * once it is activated; its old tokens never do. Does nothing if the app isn't removed.
 * @throws Refusal `not-found` once its 30 days are over, and those of {@link changeApp}
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
