import * as z from "zod";
import { type HeldScope, scopes } from "@/lib/apps/app-parts";
import { changeApp } from "@/lib/apps/change-app";
import {
  type HeldSubscription,
  subscriptions,
  type ValidatedEndpoint,
  validatedEndpoints,
} from "@/lib/apps/held-subscriptions";
import type { LockedApp } from "@/lib/apps/locked-app";
import { maxSubscriptions, standingOnceSaved, subscriptionInput } from "@/lib/apps/rules";
import { addScopes } from "@/lib/apps/scope-writes";
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
    { andDeactivate },
  );
}

// Whether plain http may go there is for whyNotTarget to say, which knows what the installation allows.
const wantedInput = subscriptionInput(true);

/** A subscription as somebody saw it before editing. */
const seenInput = z.object({
  name: z.string().max(1000),
  url: z.string().max(10_000),
  eventIds: wantedInput.shape.eventIds,
});

export const saveSubscriptionInput = wantedInput.extend({
  appId: idInput,
  /** The saved subscription that was edited, as it was seen; null for a new one. */
  edited: seenInput.extend({ subscriptionId: idInput }).nullable(),
  /** Left out: as it was, or none. */
  authorization: authorizationFields.optional(),
  /** Save also over what somebody else saved meanwhile: the person has been told. */
  overTheirs: z.boolean().optional(),
  andDeactivate: z.boolean().optional(),
});

type Wanted = z.output<typeof saveSubscriptionInput>;

/**
 * Saves a subscription, new or changed. Its events bring the scopes they need. It is enabled by itself once its endpoint
 * is validated and it has events; else it is a draft.
 * @throws Refusal `not-found` (subscription or event), `event-not-granted` (item per event), `invalid` (the URL, the
 * authorization, too many), `quota-reached`, `conflict` when somebody else changed it since it was seen, `would-break-activation`, and the
 * door's
 */
export async function saveSubscription(actor: Actor, wanted: Wanted): Promise<{ subscriptionId: string }> {
  const { appId, edited, andDeactivate } = wanted;
  const id = edited?.subscriptionId ?? randomId();
  refuseTarget(wanted.url);
  await changeApp(
    actor,
    appId,
    (app) => {
      const before = app.subscriptions.find((one) => one.id === id) ?? null;
      if (edited && !before) throw new Refusal("not-found", "This event subscription was removed meanwhile.");
      if (edited && before && !wanted.overTheirs) refuseOtherThanSeen(before, edited);
      if (!before && app.subscriptions.length >= maxSubscriptions) {
        throw new Refusal("invalid", `An app has at most ${maxSubscriptions} event subscriptions. Remove one first.`);
      }
      return savedSubscription(app, before, { ...wanted, id, eventIds: [...new Set(wanted.eventIds)] });
    },
    { reads, andDeactivate },
  );
  return { subscriptionId: id };
}

/** @throws Refusal `invalid` when notifications can never go to this URL. */
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
  const remembered = app.validatedEndpoints.find((one) => one.url === url) ?? null;
  const standing = standingOnceSaved(before, {
    url,
    eventCount: eventIds.length,
    validated: remembered !== null || (before?.url === url && before.validated),
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

/** Whether what a subscription's URL was validated with stays as it is: nothing newer is remembered of it. */
function countsAsBefore(app: LockedApp, before: HeldSubscription | null, url: string, remembered: Remembered): boolean {
  if (before?.url !== url) return false;
  if (remembered === null) return true;
  const isAsGood = [remembered.tokenId, app.secretTokenId].includes(before.validatedTokenId ?? "");
  const isNewer = before.validatedAt === null || remembered.at > before.validatedAt;
  return isAsGood && !isNewer && before.disabledBecause === null;
}

type Summarised = Pick<HeldSubscription, "name" | "url" | "eventIds" | "enabled" | "authorizationKind">;

/** A subscription as the audit tells of it: never with a secret. */
const summaryOf = ({ name, url, eventIds, enabled, authorizationKind }: Summarised) => ({
  name,
  url,
  events: eventIds,
  enabled,
  authorization: authorizationKind,
});

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
        writes: [writes.removeSubscription(subscriptionId)],
        audit: [
          {
            action: "app.subscriptionRemoved",
            before: { name: before.name, url: before.url, events: before.eventIds },
          },
        ],
      };
    },
    { reads: { subscriptions }, andDeactivate },
  );
}
