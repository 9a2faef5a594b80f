import * as z from "zod";
import { changeApp } from "@/lib/apps/change-app";
import { consentInput } from "@/lib/apps/consent";
import { type HeldSubscription, subscriptions } from "@/lib/apps/held-subscriptions";
import type { LockedApp } from "@/lib/apps/locked-app";
import { lookAtApp } from "@/lib/apps/look-at-app";
import { subscriptionInput, whyNotEnabled } from "@/lib/apps/rules";
import { isSameUrl } from "@/lib/apps/url-rules";
import type { AppChange } from "@/lib/apps/write";
import type { Actor } from "@/lib/auth/actor";
import { spendSending } from "@/lib/auth/sending-throttle";
import { hostIsBusy, inTurnOfHost } from "@/lib/auth/turns-of-hosts";
import { randomId } from "@/lib/crypto";
import { databaseNow } from "@/lib/database/clock";
import { Refusal } from "@/lib/refusal";
import { type Answered, askEndpoint } from "@/lib/subscriptions/ask-endpoint";
import { openAuthorization, type SealedAuthorization, sealAuthorization } from "@/lib/subscriptions/authorization";
import { authorizationFields } from "@/lib/subscriptions/authorization-fields";
import { refuseTarget } from "@/lib/subscriptions/commands";
import { noteValidation, switchSubscription } from "@/lib/subscriptions/subscription-writes";
import type { KeptValidation } from "@/lib/subscriptions/validation-rules";
import { wantedAuthorization } from "@/lib/subscriptions/wanted-authorization";
import { idInput } from "@/lib/text/inputs";

export const validateEndpointInput = z.object({
  appId: idInput,
  url: subscriptionInput(true).shape.url,
  /** The saved subscription that is validated or being edited. */
  subscriptionId: idInput.optional(),
  /** Omitted: the saved subscription's, or none. */
  authorization: authorizationFields.optional(),
});

type Wanted = z.output<typeof validateEndpointInput>;

/**
 * Challenges an endpoint URL, saved or not, and remembers which secret token it answered with, or forgets its earlier
 * answers if it fails. On success, a saved subscription with that URL is validated, and enabled unless a person
 * disabled it or it has no events; on failure it keeps its state. Can take several seconds.
 * @throws Refusal `invalid` (the URL, the authorization), `not-found`, `too-many`, and those of {@link changeApp}
 */
export async function validateEndpoint(actor: Actor, wanted: Wanted): Promise<KeptValidation> {
  refuseTarget(wanted.url);
  const { app, authorization } = await lookUp(actor, wanted);
  await spendSending(actor, "request", [wanted.url, ...tokenUrlOf(authorization)]);
  const asked = { url: wanted.url, tokens: sealedTokens(app), authorization };
  // Read the clock only now: waiting for the host's turn may take a while, and the signature carries the time.
  const answered = await inTurnOfHost(wanted.url, async () => askEndpoint({ ...asked, now: await databaseNow() }));
  if (!answered) throw hostIsBusy(wanted.url);
  await note(actor, wanted, authorization, answered);
  return answered.kept;
}

/** The URL an access token is obtained from before the challenge; empty if none is needed. */
function tokenUrlOf(row: SealedAuthorization): string[] {
  const authorization = openAuthorization(row);
  return authorization.kind === "oauth" ? [authorization.tokenUrl] : [];
}

const reads = { subscriptions };

type Read = LockedApp<typeof reads>;

/** The app's tokens and the endpoint's authorization, if the actor may change the app. Nothing stays locked. */
const lookUp = (actor: Actor, wanted: Wanted) =>
  lookAtApp(
    actor,
    wanted.appId,
    null,
    (app) => ({ app, authorization: authorizationFor(wanted, subscriptionOf(app, wanted.subscriptionId)) }),
    { reads },
  );

function authorizationFor({ url, authorization }: Wanted, saved: HeldSubscription | null): SealedAuthorization {
  const id = saved?.id ?? randomId();
  if (authorization) return wantedAuthorization({ id, url }, authorization, saved);
  return saved ?? { id, ...sealAuthorization(id, { kind: "none" }) };
}

/** @throws Refusal `not-found` */
function subscriptionOf(app: Read, id: string | undefined): HeldSubscription | null {
  if (id === undefined) return null;
  const found = app.subscriptions.find((one) => one.id === id);
  if (!found) throw new Refusal("not-found", "This event subscription no longer exists.");
  return found;
}

const sealedTokens = ({ id, secretTokenSealed, secretTokenId, rotation }: LockedApp) => ({
  ...{ id, secretTokenSealed, secretTokenId },
  previousTokenSealed: rotation?.sealed ?? null,
  previousTokenId: rotation?.tokenId ?? null,
  previousTokenEndsAt: rotation?.endsAt ?? null,
  previousTokenSigns: rotation?.signs ?? false,
});

async function note(actor: Actor, wanted: Wanted, asked: SealedAuthorization, answered: Answered): Promise<void> {
  const { url } = wanted;
  const { tokenId, kept } = answered;
  const decide = (app: Read): AppChange => {
    const saved = app.subscriptions.find((one) => one.id === wanted.subscriptionId) ?? null;
    // A URL or authorization that is only in the form says nothing about the saved subscription.
    const isAsSaved = saved !== null && isSameUrl(saved.url, url) && saved.authorizationId === asked.authorizationId;
    const enables = tokenId !== null && saved !== null && isEnabledByValidation(saved);
    const action = tokenId === null ? "app.subscriptionNotValidated" : "app.subscriptionValidated";
    const entry = { action: "app.subscriptionEnabled" as const, after: { name: saved?.name ?? "", url } };
    return {
      untouched: true,
      writes: [
        noteValidation({
          url,
          tokenId,
          kept,
          subscription: isAsSaved ? { id: saved.id, url: saved.url, enables } : null,
        }),
      ],
      audit: [{ action, after: { url } }, ...(isAsSaved && enables ? [entry] : [])],
    };
  };
  await changeApp(actor, wanted.appId, decide, { reads });
}

const isEnabledByValidation = ({ enabled, disabledBecause, eventCount }: HeldSubscription): boolean =>
  !enabled && disabledBecause !== "person" && eventCount > 0;

export const setSubscriptionEnabledInput = z.object({
  appId: idInput,
  subscriptionId: idInput,
  enabled: z.boolean(),
  consent: consentInput,
});

/**
 * Enables a subscription, or disables it on a person's behalf, which cancels its pending deliveries; it then stays
 * disabled until a person enables it. Does nothing if it already is as wanted.
 * @throws Refusal `not-found`, `incomplete` (its endpoint must be validated first, or it has no events),
 * `would-break-activation`, and those of {@link changeApp}
 */
export async function setSubscriptionEnabled(
  actor: Actor,
  { appId, subscriptionId, enabled, consent }: z.output<typeof setSubscriptionEnabledInput>,
): Promise<void> {
  const decide = (app: Read): AppChange | null => {
    const saved = subscriptionOf(app, subscriptionId);
    if (!saved || saved.enabled === enabled) return null;
    const whyNot = enabled ? whyNotEnabled(saved) : null;
    if (whyNot) throw new Refusal("incomplete", whyNot);
    const { name, url } = saved;
    const action = enabled ? "app.subscriptionEnabled" : "app.subscriptionDisabled";
    return { writes: [switchSubscription(subscriptionId, enabled)], audit: [{ action, after: { name, url } }] };
  };
  await changeApp(actor, appId, decide, { reads, consent });
}
