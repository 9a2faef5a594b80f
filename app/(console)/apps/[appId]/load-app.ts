import { notFound } from "next/navigation";
import { cache } from "react";
import { findApp } from "@/lib/apps/queries";
import { requireActor } from "@/lib/web/session";

/** The app of this address for who is signed in, read once per request; 404 when it is not there or not theirs to see. */
export const loadApp = cache(async (appId: string) => {
  const actor = await requireActor();
  return { actor, app: (await findApp(actor, appId)) ?? notFound() };
});
