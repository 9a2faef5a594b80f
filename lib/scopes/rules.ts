import { allows } from "@/lib/rights/permissions";
import { type Access, needOf, type Rights } from "@/lib/rights/privileges";

export type ScopeNeed = { id: string; privilege: string; access: Access };

/** Whether an owner with these rights may have the scope in their app. */
const isGranted = (rights: Rights, scope: ScopeNeed): boolean => allows(rights, scope.privilege, scope.access);

/**
 * Why a scope can't be added, as a sentence; null if it can. Both the app's owner and the person who adds it need its
 * privilege.
 */
export function whyNotGranted(scope: ScopeNeed, ownerRights: Rights, actorRights: Rights): string | null {
  if (!isGranted(ownerRights, scope)) return `Requires ${needOf(scope)}, which the app owner’s role doesn’t grant.`;
  if (!isGranted(actorRights, scope)) return `Requires ${needOf(scope)}, which your own role doesn’t grant.`;
  return null;
}

type ChosenEvent = { id: string; scopes: readonly string[] };

/**
 * Scopes that are the only held alternative of an event, with those events' IDs. Removing one would leave its events
 * without any scope.
 */
export function scopesRequiredByEvents(
  held: ReadonlySet<string>,
  events: readonly ChosenEvent[],
): Map<string, string[]> {
  const required = new Map<string, string[]>();
  for (const event of events) {
    const alternatives = event.scopes.filter((id) => held.has(id));
    const [only] = alternatives;
    if (only !== undefined && alternatives.length === 1) required.set(only, [...(required.get(only) ?? []), event.id]);
  }
  return required;
}

/**
 * The scope to add with an event. `none`: the event needs no scope, or one of its alternatives is held. `add`: the
 * first alternative that `mayAdd` allows, in the catalog's order admin, user, master. `locked`: `mayAdd` allows none.
 */
export function scopeForEvent(
  event: ChosenEvent,
  held: ReadonlySet<string>,
  mayAdd: (scopeId: string) => boolean,
): { kind: "none" } | { kind: "add"; scopeId: string } | { kind: "locked" } {
  if (event.scopes.length === 0 || event.scopes.some((id) => held.has(id))) return { kind: "none" };
  const scopeId = event.scopes.find(mayAdd);
  return scopeId === undefined ? { kind: "locked" } : { kind: "add", scopeId };
}

/** IDs of the events that pause: they need a scope, and none of their alternatives is held. */
export const pausedEvents = (held: ReadonlySet<string>, events: readonly ChosenEvent[]): string[] =>
  events.filter(({ scopes }) => scopes.length > 0 && !scopes.some((id) => held.has(id))).map(({ id }) => id);
