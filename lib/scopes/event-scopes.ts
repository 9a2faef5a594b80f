import { findScope } from "@/lib/catalog/scopes";
import type { Rights } from "@/lib/rights/privileges";
import { needOf } from "@/lib/rights/privileges";
import { whyNotGranted } from "@/lib/scopes/rules";

/** Returns whether a scope may be in the app (its owner has the privilege) and may be added by the actor. */
export const grantableScopes =
  (ownerRights: Rights, actorRights: Rights) =>
  (scopeId: string): boolean => {
    const scope = findScope(scopeId);
    return scope !== undefined && whyNotGranted(scope, ownerRights, actorRights) === null;
  };

/** Why an event can't be chosen: it lists the privileges of which one would be enough. */
export function whyEventLocked(event: { scopes: readonly string[] }): string {
  const needs = new Set(event.scopes.flatMap((id) => findScope(id) ?? []).map(needOf));
  return `Requires ${[...needs].join(" or ")}, which isn’t granted.`;
}
