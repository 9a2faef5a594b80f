import { notFound } from "next/navigation";
import { cache } from "react";
import { findApp } from "@/lib/apps/queries";
import { findConditions } from "@/lib/condition/condition";
import { requireActor } from "@/lib/web/session";

/** The app with this ID, read once per request; 404 if it doesn't exist or the signed-in person may not see it. */
export const loadApp = cache(async (appId: string) => {
  const actor = await requireActor();
  const [app, conditions] = await Promise.all([findApp(actor, appId), findConditions(actor, [appId])]);
  const condition = conditions.get(appId);
  return app && condition ? { actor, app, condition } : notFound();
});
