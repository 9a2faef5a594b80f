import { findScope } from "@/lib/catalog/scopes";
import type { Rights } from "@/lib/rights/privileges";
import { needOf } from "@/lib/rights/privileges";
import { whyNotGranted } from "@/lib/scopes/rules";

/** Tells of a scope whether the app's owner may have it and the person at work may add it. */
export const grantableScopes =
  (ownerRights: Rights, actorRights: Rights) =>
  (scopeId: string): boolean => {
    const scope = findScope(scopeId);
    return scope !== undefined && whyNotGranted(scope, ownerRights, actorRights) === null;
  };

/** Why an event cannot be chosen: the privileges of which one would open it. */
export function whyEventLocked(event: { scopes: readonly string[] }): string {
  const needs = new Set(event.scopes.flatMap((id) => findScope(id) ?? []).map(needOf));
  return `Needs ${[...needs].join(" or ")}, which is not granted.`;
}
