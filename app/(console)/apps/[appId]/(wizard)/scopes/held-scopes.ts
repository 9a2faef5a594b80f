import { findEvent } from "@/lib/catalog/events";
import { findScope } from "@/lib/catalog/scopes";
import { scopesRequiredByEvents } from "@/lib/scopes/rules";
import type { Level } from "./level";
import { requiredWords } from "./required-words";

export type ChosenEvent = { id: string; scopes: string[] };

/** A scope of the app on the Scopes page. */
export type HeldScope = {
  id: string;
  product: string;
  title: string;
  level: Level;
  /** The methods of Patchbay's own API that it allows. */
  apis: string[];
  /** The events that require it; while there are any, it can't be removed. */
  requiredBy: string[];
  /** Why the app has it, in words. */
  why: string;
};

/** The events of all subscriptions, each once, with the scopes that allow it. */
export const eventsOf = (subscriptions: readonly { eventIds: readonly string[] }[]): ChosenEvent[] =>
  [...new Set(subscriptions.flatMap((one) => one.eventIds))].flatMap((id) => {
    const event = findEvent(id);
    return event ? [{ id, scopes: event.scopes }] : [];
  });

/** The app's scopes, with what each allows and why the app has it. */
export function heldScopes(
  scopes: readonly { id: string; chosen: boolean }[],
  events: readonly ChosenEvent[],
): HeldScope[] {
  const required = scopesRequiredByEvents(new Set(scopes.map((scope) => scope.id)), events);
  return scopes.map(({ id, chosen }) => {
    const requiredBy = required.get(id) ?? [];
    return { id, ...wordsOf(id), requiredBy, why: whyHeld(chosen, requiredBy) };
  });
}

/** A scope that is missing from this release's catalog is still held, and can still be removed. */
function wordsOf(id: string): Pick<HeldScope, "product" | "title" | "level" | "apis"> {
  const scope = findScope(id);
  if (!scope) return { product: "Retired", title: "This scope is no longer in the catalog.", level: "user", apis: [] };
  return { product: scope.product, title: scope.title, level: scope.level, apis: scope.apis };
}

function whyHeld(chosen: boolean, requiredBy: readonly string[]): string {
  if (requiredBy.length > 0) return requiredWords(requiredBy);
  return chosen ? "Chosen" : "Came with an event that no longer needs it";
}
