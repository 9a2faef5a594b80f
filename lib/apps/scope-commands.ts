import * as z from "zod";
import { chosenEvents, type HeldScope, scopes } from "@/lib/apps/app-parts";
import { changeApp } from "@/lib/apps/change-app";
import { consentInput } from "@/lib/apps/consent";
import type { LockedApp } from "@/lib/apps/locked-app";
import { addScopes, removeScopes } from "@/lib/apps/scope-writes";
import type { Actor } from "@/lib/auth/actor";
import { findEvent } from "@/lib/catalog/events";
import { findScope } from "@/lib/catalog/scopes";
import { Refusal, type RefusalItem } from "@/lib/refusal";
import { pausedEvents, whyNotGranted } from "@/lib/scopes/rules";
import { idInput } from "@/lib/text/inputs";

const scopeIds = z.array(z.string().max(200)).max(5000);

const reads = { scopes, chosenEvents };

export const changeScopesInput = z.object({
  appId: idInput,
  add: scopeIds,
  remove: scopeIds,
  consent: consentInput,
});

/**
 * Adds and removes scopes of an app, all or none. A scope can be added only if the owner's role and the actor's both
 * grant it, and can't be removed if an event would be left without a scope.
 * @throws Refusal `not-found` (no such scope), `scope-not-granted`, `scope-required-by-events`, each with an item per
 * scope; `would-break-activation`, and those of {@link changeApp}
 */
export async function changeScopes(
  actor: Actor,
  { appId, add, remove, consent }: z.output<typeof changeScopesInput>,
): Promise<void> {
  await changeApp(
    actor,
    appId,
    (app) => {
      const removed = app.scopes
        .filter((scope) => remove.includes(scope.id) && !add.includes(scope.id))
        .map(({ id }) => id);
      const added = scopesToAdd(app, add);
      if (added.length === 0 && removed.length === 0) return null;
      refuseRequired(app, removed, added);
      return {
        writes: [removeScopes(removed), addScopes(added)],
        audit: [
          ...(added.length > 0
            ? [{ action: "app.scopesAdded" as const, after: { scopes: added.map(({ id }) => id) } }]
            : []),
          ...(removed.length > 0 ? [{ action: "app.scopesRemoved" as const, before: { scopes: removed } }] : []),
        ],
      };
    },
    { reads, consent, revokes: add.length === 0 },
  );
}

/**
 * The wanted scopes that the app doesn't hold yet.
 * @throws Refusal `not-found`, `scope-not-granted`
 */
function scopesToAdd(app: LockedApp<typeof reads>, wanted: readonly string[]): HeldScope[] {
  const held = new Set(app.scopes.map((scope) => scope.id));
  const refused: RefusalItem[] = [];
  const added = [...new Set(wanted)]
    .filter((id) => !held.has(id))
    .flatMap((id): HeldScope[] => {
      const scope = findScope(id);
      if (!scope) throw new Refusal("not-found", "There is no such scope.", [{ message: "There is no such scope." }]);
      const why = whyNotGranted(scope, app.owner.rights, app.actor.rights);
      if (why) refused.push({ field: id, message: `${id}: ${why}` });
      return [{ id, privilege: scope.privilege, access: scope.access, chosen: true }];
    });
  if (refused.length > 0) {
    throw new Refusal(
      "scope-not-granted",
      refused
        .map((item) => item.message)
        .slice(0, 3)
        .join(" "),
      refused,
    );
  }
  return added;
}

function refuseRequired(app: LockedApp<typeof reads>, removed: readonly string[], added: readonly HeldScope[]): void {
  const kept = new Set([...app.scopes, ...added].map((scope) => scope.id).filter((id) => !removed.includes(id)));
  const events = app.chosenEvents.flatMap((id) => findEvent(id) ?? []);
  const wouldPause = pausedEvents(kept, events);
  const items = removed.flatMap((id): RefusalItem[] => {
    const paused = wouldPause.filter((event) => findEvent(event)?.scopes.includes(id));
    return paused.length > 0
      ? [{ field: id, message: `${id} is required by the event ${paused.join(", ")}. Remove the event first.` }]
      : [];
  });
  if (items.length > 0) {
    throw new Refusal(
      "scope-required-by-events",
      items
        .map((item) => item.message)
        .slice(0, 3)
        .join(" "),
      items,
    );
  }
}
