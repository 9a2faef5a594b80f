import type { NextRequest } from "next/server";
import type { PickerItem } from "@/components/picker/row";
import { allEvents, type CatalogEvent } from "@/lib/catalog/events";
import { findScope } from "@/lib/catalog/scopes";
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

function itemFor({ app, actor, who, mayGrant }: Asker): (event: CatalogEvent) => EventItem {
  const held = new Set(app.scopes.map((scope) => scope.id));
  const whom = (scopes: readonly string[]) =>
    scopes.some((id) => grantableByReader(id, mayGrant)) ? "You can grant it: add the scope on Scopes." : who;
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
      ...(need.kind === "locked" ? { locked: `${whyEventLocked({ scopes })} ${whom(scopes)}` } : {}),
    };
  };
}

function grantableByReader(scopeId: string, mayGrant: Asker["mayGrant"]): boolean {
  const scope = findScope(scopeId);
  return scope !== undefined && mayGrant(scope);
}
