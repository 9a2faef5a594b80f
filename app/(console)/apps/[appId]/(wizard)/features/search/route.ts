import type { NextRequest } from "next/server";
import type { PickerItem } from "@/components/picker/row";
import { grantableScopes, whyEventLocked } from "@/lib/apps/event-scopes";
import { findApp } from "@/lib/apps/queries";
import { currentActor } from "@/lib/auth/session";
import { allEvents, type CatalogEvent } from "@/lib/events/catalog";
import { searchEvents } from "@/lib/events/search";
import { listRoleManagers } from "@/lib/people/queries";
import { scopeForEvent } from "@/lib/scopes/rules";
import { answerOf, productsOf, whoCanGrant } from "../../catalogue-answer";
import type { EventChoice } from "../events-of-subscription";

/** An event type as the picker shows it. */
export type EventItem = PickerItem & EventChoice;

/** A picker draws these between two keystrokes. */
const most = 100;

/** The event types that fit `q`, of one `product` or of all, for the Event types picker of this app. */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<"/apps/[appId]/features/search">,
): Promise<Response> {
  const actor = await currentActor();
  if (!actor) return answer({ message: "You are signed out." }, 401);
  const [app, managers] = await Promise.all([findApp(actor, (await params).appId), listRoleManagers(actor)]);
  if (!app) return answer({ message: "This app does not exist." }, 404);
  const held = new Set(app.scopes.map((scope) => scope.id));
  const mayAdd = grantableScopes(app.owner.rights, actor.rights);
  const who = whoCanGrant(managers);

  function toItem({ id, product, title, scopes }: CatalogEvent): EventItem {
    const need = scopeForEvent({ id, scopes }, held, mayAdd);
    return {
      id,
      product,
      title,
      scopes,
      grantable: scopes.filter(mayAdd),
      ...(need.kind === "add" ? { badges: [{ text: `adds ${need.scopeId}`, tone: "good" as const }] } : {}),
      ...(need.kind === "locked" ? { locked: `${whyEventLocked({ scopes })} ${who}` } : {}),
    };
  }

  const hits = searchEvents(request.nextUrl.searchParams.get("q") ?? "");
  return answer(
    answerOf(hits, {
      product: request.nextUrl.searchParams.get("product"),
      products: productsOf(allEvents()),
      most,
      toItem,
    }),
  );
}

const answer = (body: unknown, status = 200): Response =>
  Response.json(body, { status, headers: { "cache-control": "private, no-store" } });
