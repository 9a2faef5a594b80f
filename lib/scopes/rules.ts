import { allows } from "@/lib/rights/permissions";
import { type Access, needOf, type Rights } from "@/lib/rights/privileges";

export type ScopeNeed = { id: string; privilege: string; access: Access };

/** Whether an owner with these rights may have the scope in an app. */
const isGranted = (rights: Rights, scope: ScopeNeed): boolean => allows(rights, scope.privilege, scope.access);

/**
 * Why a scope cannot be added, as a sentence, or null when it can: the app's owner must hold its privilege, and the
 * person who adds it must hold it too.
 */
export function whyNotGranted(scope: ScopeNeed, ownerRights: Rights, actorRights: Rights): string | null {
  if (!isGranted(ownerRights, scope)) return `Needs ${needOf(scope)}, which the app owner's role does not grant.`;
  if (!isGranted(actorRights, scope)) return `Needs ${needOf(scope)}, which your own role does not grant.`;
  return null;
}

type ChosenEvent = { id: string; scopes: readonly string[] };

/** Scopes that an event rests on alone: taking one away would leave an event without any of its scopes. */
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
 * The scope that comes with an event: none if one of its alternatives is held or it needs none, else the first (in the
 * catalogue's order admin, user, master) that `mayAdd` lets in; `locked` when there is no such scope.
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

/** The events among `events` that pause, because they need a scope and none that opens them is held. */
export const pausedEvents = (held: ReadonlySet<string>, events: readonly ChosenEvent[]): string[] =>
  events.filter(({ scopes }) => scopes.length > 0 && !scopes.some((id) => held.has(id))).map(({ id }) => id);
