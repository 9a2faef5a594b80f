import * as z from "zod";
import { type HeldScope, scopes } from "@/lib/apps/app-parts";
import { changeApp } from "@/lib/apps/change-app";
import { consentInput } from "@/lib/apps/consent";
import {
  type HeldSubscription,
  subscriptions,
  type ValidatedEndpoint,
  validatedEndpoints,
} from "@/lib/apps/held-subscriptions";
import type { LockedApp } from "@/lib/apps/locked-app";
import { maxSubscriptions, standingOnceSaved, subscriptionInput } from "@/lib/apps/rules";
import { addScopes } from "@/lib/apps/scope-writes";
import { isSameUrl } from "@/lib/apps/url-rules";
import type { AppChange } from "@/lib/apps/write";
import type { Actor } from "@/lib/auth/actor";
import { findEvent } from "@/lib/catalog/events";
import { findScope } from "@/lib/catalog/scopes";
import { randomId } from "@/lib/crypto";
import { whyNotTarget } from "@/lib/outgoing/target";
import { Refusal } from "@/lib/refusal";
import { grantableScopes, whyEventLocked } from "@/lib/scopes/event-scopes";
import { scopeForEvent } from "@/lib/scopes/rules";
import { sealAuthorization } from "@/lib/subscriptions/authorization";
import { authorizationFields } from "@/lib/subscriptions/authorization-fields";
import * as writes from "@/lib/subscriptions/subscription-writes";
import { wantedAuthorization } from "@/lib/subscriptions/wanted-authorization";
import { idInput } from "@/lib/text/inputs";

export const setEventsEnabledInput = z.object({
  appId: idInput,
  enabled: z.boolean(),
  consent: consentInput,
});

/**
 * Turns Event subscriptions on or off. Turning them off keeps their configuration.
 * @throws Refusal `would-break-activation`, and those of {@link changeApp}
 */
export async function setEventsEnabled(
  actor: Actor,
  { appId, enabled, consent }: z.output<typeof setEventsEnabledInput>,
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
    { consent },
  );
}

// Plain http is checked by whyNotTarget, which knows what the installation allows.
const wantedInput = subscriptionInput(true);

/** A subscription as the editor saw it before editing. */
const seenInput = z.object({
  name: z.string().max(1000),
  url: z.string().max(10_000),
  eventIds: wantedInput.shape.eventIds,
});

export const saveSubscriptionInput = wantedInput.extend({
  appId: idInput,
  /** The edited subscription as the editor saw it, which this replaces; null for a new one. */
  edited: seenInput.extend({ subscriptionId: idInput }).nullable(),
  /** Omitted: unchanged, or none for a new subscription. */
  authorization: authorizationFields.optional(),
  consent: consentInput,
});

type Wanted = z.output<typeof saveSubscriptionInput>;

/**
 * Saves a new or changed subscription and adds the scopes its events need. It is enabled automatically once its
 * endpoint is validated and it has events; until then it is a draft.
 * @throws Refusal `not-found` (subscription or event), `event-not-granted` (item per event), `invalid` (the URL, the
 * authorization, too many), `quota-reached`, `conflict` (someone else changed it since the editor saw it; `current` of
 * its items is what is saved now, event IDs separated by spaces), `would-break-activation`, and those of {@link
 * changeApp}
 */
export async function saveSubscription(actor: Actor, wanted: Wanted): Promise<{ subscriptionId: string }> {
  const { appId, edited, consent } = wanted;
  const id = edited?.subscriptionId ?? randomId();
  refuseTarget(wanted.url);
  await changeApp(
    actor,
    appId,
    (app) => {
      const before = app.subscriptions.find((one) => one.id === id) ?? null;
      if (edited && !before) throw new Refusal("not-found", "This event subscription no longer exists.");
      if (edited && before) refuseOtherThanSeen(before, edited);
      if (!before && app.subscriptions.length >= maxSubscriptions) {
        throw new Refusal("invalid", `An app has at most ${maxSubscriptions} event subscriptions. Remove one first.`);
      }
      return savedSubscription(app, before, { ...wanted, id, eventIds: [...new Set(wanted.eventIds)] });
    },
    { reads, consent },
  );
  return { subscriptionId: id };
}

/** @throws Refusal `invalid` if notifications can't be sent to this URL */
export function refuseTarget(url: string): void {
  const message = whyNotTarget(url);
  if (message) throw new Refusal("invalid", message, [{ field: "url", message }]);
}

const reads = { scopes, subscriptions, validatedEndpoints };

type Read = LockedApp<typeof reads>;

function savedSubscription(
  app: Read,
  before: HeldSubscription | null,
  wanted: Wanted & { id: string },
): AppChange<Read> {
  const { id, name, url, eventIds } = wanted;
  const authorization = wanted.authorization
    ? wantedAuthorization(wanted, wanted.authorization, before)
    : (before ?? { id, ...sealAuthorization(id, { kind: "none" }) });
  const remembered = app.validatedEndpoints.find((one) => isSameUrl(one.url, url)) ?? null;
  const standing = standingOnceSaved(before, {
    url,
    eventCount: eventIds.length,
    validated: remembered !== null || (before !== null && isSameUrl(before.url, url) && before.validated),
    validatedSince: remembered !== null,
    appIsActivated: app.state === "activated",
  });
  const validation = countsAsBefore(app, before, url, remembered) ? {} : { validation: remembered };
  const saved = { id, name, url, eventIds, ...standing, authorization, ...validation };
  const newEvents = eventIds.filter((event) => !before?.eventIds.includes(event));
  const after = summaryOf({ ...saved, authorizationKind: authorization.authorizationKind });
  return {
    writes: [writes.saveSubscription(saved), addScopes(scopesForEvents(app, newEvents))],
    audit: [{ action: "app.subscriptionSaved", ...(before ? { before: summaryOf(before) } : {}), after }],
  };
}

type Remembered = ValidatedEndpoint | null;

/** Whether a subscription's validation stays as it is: none that is newer or better is remembered for its URL. */
function countsAsBefore(app: LockedApp, before: HeldSubscription | null, url: string, remembered: Remembered): boolean {
  if (!before || !isSameUrl(before.url, url)) return false;
  if (remembered === null) return true;
  const isAsGood = [remembered.tokenId, app.secretTokenId].includes(before.validatedTokenId ?? "");
  const isNewer = before.validatedAt === null || remembered.at > before.validatedAt;
  return isAsGood && !isNewer && before.disabledBecause === null;
}

type Summarised = Pick<HeldSubscription, "name" | "url" | "eventIds" | "enabled" | "authorizationKind">;

/** A subscription as the audit log shows it, without secrets. */
const summaryOf = ({ name, url, eventIds, enabled, authorizationKind }: Summarised) => ({
  name,
  url,
  events: eventIds,
  enabled,
  authorization: authorizationKind,
});

type Seen = Pick<HeldSubscription, "name" | "url" | "eventIds">;

/** @throws Refusal `conflict` */
function refuseOtherThanSeen(now: Seen, seen: Seen): void {
  const picture = ({ name, url, eventIds }: Seen): string => JSON.stringify([name, url, [...eventIds].sort()]);
  if (picture(now) === picture(seen)) return;
  const theirs = `“${now.name}”, ${now.url}, ${now.eventIds.length} events`;
  const message = `Someone else changed this subscription: ${theirs}. Save again to replace it with yours.`;
  throw new Refusal("conflict", message, [
    { field: "name", current: now.name, message },
    { field: "url", current: now.url, message },
    { field: "eventIds", current: now.eventIds.join(" "), message },
  ]);
}

/** The scopes to add with these events: at most one each, none for an event whose scope the app already holds. */
function scopesForEvents(app: Read, eventIds: readonly string[]): HeldScope[] {
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
  consent: consentInput,
});

/**
 * Removes a subscription. Scopes that were added with its events stay.
 * @throws Refusal `not-found`, `would-break-activation`, and those of {@link changeApp}
 */
export async function removeSubscription(
  actor: Actor,
  { appId, subscriptionId, consent }: z.output<typeof removeSubscriptionInput>,
): Promise<void> {
  await changeApp(
    actor,
    appId,
    (app) => {
      const before = app.subscriptions.find((one) => one.id === subscriptionId);
      if (!before) throw new Refusal("not-found", "This event subscription was already removed.");
      return {
        writes: [writes.removeSubscription(subscriptionId)],
        audit: [
          {
            action: "app.subscriptionRemoved",
            before: { name: before.name, url: before.url, events: before.eventIds },
          },
        ],
      };
    },
    { reads: { subscriptions }, consent },
  );
}
