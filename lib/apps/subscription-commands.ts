import * as z from "zod";
import { changeApp } from "@/lib/apps/change-app";
import type { HeldScope, LockedApp } from "@/lib/apps/locked-app";
import { endpointUrlInput, maxSubscriptions } from "@/lib/apps/rules";
import type { Actor } from "@/lib/auth/actor";
import { randomId } from "@/lib/crypto";
import { findEvent } from "@/lib/events/catalog";
import { Refusal } from "@/lib/refusal";
import { findScope } from "@/lib/scopes/catalog";
import { needOf, scopeForEvent, whyNotGranted } from "@/lib/scopes/rules";
import { idInput, line } from "@/lib/text";

export const setEventsEnabledInput = z.object({ appId: idInput, enabled: z.boolean(), andDeactivate: z.boolean().optional() });

/**
 * Turns Event subscriptions on or off. Off keeps what was configured.
 * @throws Refusal `would-break-activation`, and the door's
 */
export async function setEventsEnabled(
  actor: Actor,
  { appId, enabled, andDeactivate }: z.output<typeof setEventsEnabledInput>,
): Promise<void> {
  await changeApp(
    actor,
    appId,
    (app) =>
      app.eventsEnabled === enabled
        ? null
        : { fields: { eventsEnabled: enabled }, audit: [{ action: enabled ? "app.eventsTurnedOn" : "app.eventsTurnedOff" }] },
    { andDeactivate: andDeactivate ?? false },
  );
}

/** A subscription as its form holds it. */
export const subscriptionInput = z.object({
  name: line(150),
  url: endpointUrlInput,
  eventIds: z.array(z.string().max(200)).max(1000),
});

export const saveSubscriptionInput = subscriptionInput.extend({ appId: idInput, subscriptionId: idInput.nullable() });

/**
 * Saves a subscription as a draft, new (`subscriptionId` null) or changed. Its events bring the scopes they need.
 * @throws Refusal `not-found` (subscription or event), `event-not-granted` (item per event), `invalid` (too many), and the door's
 */
export async function saveSubscription(
  actor: Actor,
  { appId, subscriptionId, name, url, eventIds }: z.output<typeof saveSubscriptionInput>,
): Promise<{ subscriptionId: string }> {
  const id = subscriptionId ?? randomId();
  await changeApp(actor, appId, (app) => {
    const before = app.subscriptions.find((one) => one.id === id);
    if (subscriptionId && !before) throw new Refusal("not-found", "This event subscription was removed meanwhile.");
    if (!before && app.subscriptions.length >= maxSubscriptions) {
      throw new Refusal("invalid", `An app has at most ${maxSubscriptions} event subscriptions. Remove one first.`);
    }
    const newEvents = eventIds.filter((event) => !before?.eventIds.includes(event));
    const summary = { name, url, events: eventIds };
    return {
      saveSubscription: { id, ...summary, eventIds: [...new Set(eventIds)] },
      addScopes: scopesForEvents(app, newEvents),
      audit: [
        {
          action: "app.subscriptionSaved",
          ...(before ? { before: { name: before.name, url: before.url, events: before.eventIds } } : {}),
          after: summary,
        },
      ],
    };
  });
  return { subscriptionId: id };
}

/** The scopes that come with these events: at most one each, none for an event whose scope is held already. */
function scopesForEvents(app: LockedApp, eventIds: readonly string[]): HeldScope[] {
  const held = new Set(app.scopes.map((scope) => scope.id));
  const added: HeldScope[] = [];
  for (const eventId of new Set(eventIds)) {
    const event = findEvent(eventId);
    if (!event) throw new Refusal("not-found", "There is no such event.");
    const need = scopeForEvent(event, held, (id) => mayAdd(app, id));
    if (need.kind === "locked") {
      const message = whyEventLocked(event);
      throw new Refusal("event-not-granted", `${eventId}: ${message}`, [{ field: eventId, message }]);
    }
    const scope = need.kind === "add" ? findScope(need.scopeId) : undefined;
    if (!scope) continue;
    held.add(scope.id);
    added.push({ id: scope.id, privilege: scope.privilege, access: scope.access, chosen: false });
  }
  return added;
}

function mayAdd(app: LockedApp, scopeId: string): boolean {
  const scope = findScope(scopeId);
  return scope !== undefined && whyNotGranted(scope, app.owner.rights, app.actor.rights) === null;
}

/** Why an event cannot be chosen: the privileges of which one would open it. */
export function whyEventLocked(event: { scopes: readonly string[] }): string {
  const needs = new Set(event.scopes.flatMap((id) => findScope(id) ?? []).map(needOf));
  return `Needs ${[...needs].join(" or ")}, which is not granted.`;
}

export const removeSubscriptionInput = z.object({ appId: idInput, subscriptionId: idInput, andDeactivate: z.boolean().optional() });

/**
 * Removes a subscription. Scopes that came with its events stay until they are removed.
 * @throws Refusal `not-found`, `would-break-activation`, and the door's
 */
export async function removeSubscription(
  actor: Actor,
  { appId, subscriptionId, andDeactivate }: z.output<typeof removeSubscriptionInput>,
): Promise<void> {
  await changeApp(
    actor,
    appId,
    (app) => {
      const before = app.subscriptions.find((one) => one.id === subscriptionId);
      if (!before) throw new Refusal("not-found", "This event subscription was removed already.");
      return {
        removeSubscription: subscriptionId,
        audit: [{ action: "app.subscriptionRemoved", before: { name: before.name, url: before.url, events: before.eventIds } }],
      };
    },
    { andDeactivate: andDeactivate ?? false },
  );
}
