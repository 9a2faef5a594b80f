import type { NextRequest } from "next/server";
import { findApp } from "@/lib/apps/queries";
import type { Actor } from "@/lib/auth/actor";
import { listRoleManagers } from "@/lib/people/queries";
import { findMayGrant } from "@/lib/requests/queries";
import type { Need } from "@/lib/requests/rules";
import { currentActor } from "@/lib/web/session";
import { answerOf, type Hit, whoCanGrant } from "./catalog-answer";

/**
 * Who searches, for which app; `who`: a sentence that says who can grant what is locked; `mayGrant`: whether the actor
 * can grant it and add it to the app, so that no one has to be asked.
 */
export type Asker = {
  actor: Actor;
  app: NonNullable<Awaited<ReturnType<typeof findApp>>>;
  who: string;
  mayGrant: (need: Need) => boolean;
};

type Found<H, Item> = { hits: readonly H[]; products: readonly string[]; toItem: (hit: H) => Item };

/** As many items as a picker can render between two keystrokes. */
const most = 100;

/**
 * Answers a picker's `?q=…&product=…` with what `search` finds, in groups; 401 if no one is signed in, 404 if the app
 * doesn't exist or they may not see it.
 */
export async function answerSearch<H extends Hit, Item>(
  request: NextRequest,
  appId: string,
  search: (asker: Asker, query: string) => Found<H, Item>,
): Promise<Response> {
  const actor = await currentActor();
  if (!actor) return answer({ message: "You are signed out." }, 401);
  const [app, managers] = await Promise.all([findApp(actor, appId), listRoleManagers(actor)]);
  if (!app) return answer({ message: "This app does not exist." }, 404);
  const { searchParams } = request.nextUrl;
  const mayGrant = app.mayEdit ? await findMayGrant(actor, app.owner) : () => false;
  const { hits, ...found } = search({ actor, app, who: whoCanGrant(managers), mayGrant }, searchParams.get("q") ?? "");
  return answer(answerOf(hits, { product: searchParams.get("product"), most, ...found }));
}

const answer = (body: unknown, status = 200): Response =>
  Response.json(body, { status, headers: { "cache-control": "private, no-store" } });
