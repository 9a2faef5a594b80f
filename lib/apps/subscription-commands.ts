import * as z from "zod";
import { changeApp } from "@/lib/apps/change-app";
import { grantableScopes, whyEventLocked } from "@/lib/apps/event-scopes";
import type { HeldScope, HeldSubscription, LockedApp } from "@/lib/apps/locked-app";
import { maxSubscriptions, subscriptionInput } from "@/lib/apps/rules";
import type { Actor } from "@/lib/auth/actor";
import { randomId } from "@/lib/crypto";
import { findEvent } from "@/lib/events/catalog";
import { Refusal } from "@/lib/refusal";
import { findScope } from "@/lib/scopes/catalog";
import { scopeForEvent } from "@/lib/scopes/rules";
import { idInput } from "@/lib/text";

export const setEventsEnabledInput = z.object({
  appId: idInput,
  enabled: z.boolean(),
  andDeactivate: z.boolean().optional(),
});

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
        : {
            fields: { eventsEnabled: enabled },
            audit: [{ action: enabled ? "app.eventsTurnedOn" : "app.eventsTurnedOff" }],
          },
    { andDeactivate: andDeactivate ?? false },
  );
}

/** A subscription as somebody saw it before editing. */
const seenInput = z.object({
  name: z.string().max(1000),
  url: z.string().max(10_000),
  eventIds: subscriptionInput.shape.eventIds,
});

export const saveSubscriptionInput = subscriptionInput.extend({
  appId: idInput,
  /** The saved subscription that was edited, as it was seen; null for a new one. */
  edited: seenInput.extend({ subscriptionId: idInput }).nullable(),
  /** Save also over what somebody else saved meanwhile: the person has been told. */
  overTheirs: z.boolean().optional(),
});

/**
 * Saves a subscription as a draft, new or changed. Its events bring the scopes they need.
 * @throws Refusal `not-found` (subscription or event), `event-not-granted` (item per event), `invalid` (too many),
 * `conflict` when somebody else changed it since it was seen, and the door's
 */
export async function saveSubscription(
  actor: Actor,
  { appId, edited, overTheirs, name, url, eventIds }: z.output<typeof saveSubscriptionInput>,
): Promise<{ subscriptionId: string }> {
  const id = edited?.subscriptionId ?? randomId();
  await changeApp(actor, appId, (app) => {
    const before = app.subscriptions.find((one) => one.id === id);
    if (edited && !before) throw new Refusal("not-found", "This event subscription was removed meanwhile.");
    if (edited && before && !overTheirs) refuseOtherThanSeen(before, edited);
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

type Seen = Pick<HeldSubscription, "name" | "url" | "eventIds">;

function refuseOtherThanSeen(now: Seen, seen: Seen): void {
  const picture = ({ name, url, eventIds }: Seen): string => JSON.stringify([name, url, [...eventIds].sort()]);
  if (picture(now) === picture(seen)) return;
  const theirs = `“${now.name}”, ${now.url}, ${now.eventIds.length} events`;
  throw new Refusal(
    "conflict",
    `Somebody else changed this subscription meanwhile: ${theirs}. Save again to put yours in its place.`,
  );
}

/** The scopes that come with these events: at most one each, none for an event whose scope is held already. */
function scopesForEvents(app: LockedApp, eventIds: readonly string[]): HeldScope[] {
  const held = new Set(app.scopes.map((scope) => scope.id));
  const added: HeldScope[] = [];
  const mayAdd = grantableScopes(app.owner.rights, app.actor.rights);
  for (const eventId of new Set(eventIds)) {
    const event = findEvent(eventId);
    if (!event) throw new Refusal("not-found", "There is no such event.");
    const need = scopeForEvent(event, held, mayAdd);
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

export const removeSubscriptionInput = z.object({
  appId: idInput,
  subscriptionId: idInput,
  andDeactivate: z.boolean().optional(),
});

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
        audit: [
          {
            action: "app.subscriptionRemoved",
            before: { name: before.name, url: before.url, events: before.eventIds },
          },
        ],
      };
    },
    { andDeactivate: andDeactivate ?? false },
  );
}
