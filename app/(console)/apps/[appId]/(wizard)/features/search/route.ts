import type { NextRequest } from "next/server";
import type { PickerItem } from "@/components/picker/row";
import { allEvents, type CatalogEvent } from "@/lib/catalog/events";
import { searchEvents } from "@/lib/events/search";
import { grantableScopes, whyEventLocked } from "@/lib/scopes/event-scopes";
import { scopeForEvent } from "@/lib/scopes/rules";
import { type Asker, answerSearch } from "../../_picker/answer-search";
import { countsOf } from "../../_picker/catalog-answer";
import type { EventChoice } from "../events-of-subscription";

/** An event type in the picker. */
export type EventItem = PickerItem & EventChoice;

/** The event types that match `q`, of one `product` or all, for this app's Event types picker. */
export async function GET(request: NextRequest, { params }: RouteContext<"/apps/[appId]/features/search">) {
  return answerSearch(request, (await params).appId, (asker, query) => ({
    hits: searchEvents(query),
    products: [...countsOf(allEvents()).keys()],
    toItem: itemFor(asker),
  }));
}

function itemFor({ app, actor, who }: Asker): (event: CatalogEvent) => EventItem {
  const held = new Set(app.scopes.map((scope) => scope.id));
  const mayAdd = grantableScopes(app.owner.rights, actor.rights);
  return ({ id, product, title, scopes }) => {
    const need = scopeForEvent({ id, scopes }, held, mayAdd);
    return {
      id,
      product,
      title,
      scopes: [...scopes],
      grantable: scopes.filter(mayAdd),
      ...(need.kind === "add" ? { badges: [{ text: `adds ${need.scopeId}`, tone: "good" as const }] } : {}),
      ...(need.kind === "locked" ? { locked: `${whyEventLocked({ scopes })} ${who}` } : {}),
    };
  };
}
