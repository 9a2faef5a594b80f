import * as z from "zod";
import { editInTurn } from "@/lib/apps/edit-in-turn";
import { record } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { spendSending } from "@/lib/auth/sending-throttle";
import { randomId } from "@/lib/crypto";
import { db } from "@/lib/database/db";
import { whyNotTest } from "@/lib/deliveries/delivery-rules";
import { endpointUrl, lockOwnApp, type OwnApp } from "@/lib/deliveries/own-app";
import { publishTest } from "@/lib/deliveries/publish";
import { spend } from "@/lib/deliveries/spend";
import { findInexact } from "@/lib/events/exact-json";
import { whyNotPassedOn } from "@/lib/events/rules";
import { samplePayload } from "@/lib/events/samples";
import { Refusal } from "@/lib/refusal";
import { mayEditApp } from "@/lib/rights/rules";
import { chosenInput, idInput } from "@/lib/text/inputs";
import { whereJsonBreaks } from "@/lib/text/json-place";

const maxPayloadBytes = 256 * 1024;

const eventInput = z.string().max(200);

/** The payload of a test event as typed: a JSON object of at most 256 KiB. */
const payloadInput = z.string().transform((text, context) => {
  const problem = whyNotPayload(text);
  if (problem === null) return JSON.parse(text) as Record<string, unknown>;
  context.addIssue({ code: "custom", message: problem });
  return z.NEVER;
});

function whyNotPayload(text: string): string | null {
  if (Buffer.byteLength(text) > maxPayloadBytes) return "Use at most 256 KiB.";
  const line = whereJsonBreaks(text);
  if (line !== null) return `Invalid JSON on line ${line}.`;
  const value: unknown = JSON.parse(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "The payload must be an object: {…}.";
  const unfit = whyNotPassedOn(value);
  if (unfit) return unfit;
  const inexact = findInexact(text);
  return inexact && `${inexact.field}: ${inexact.message}`;
}

export const testEventInput = z.object({
  appId: idInput,
  subscriptionId: chosenInput("Choose an endpoint."),
  event: eventInput,
  payload: payloadInput,
});

/**
 * Sends a made-up event to one validated subscription, once. It is sent like any other event; only the delivery log
 * marks it as a test.
 * @throws Refusal `not-found`, `forbidden`, `incomplete` (the app or subscription isn't ready for it), `too-many`,
 * `quota-reached`
 */
export async function sendTestEvent(
  actor: Actor,
  { appId, subscriptionId, event, payload }: z.output<typeof testEventInput>,
): Promise<{ deliveryId: string }> {
  await spendSending(actor, "notification", await endpointUrl(actor, { id: subscriptionId, appId }));
  return editInTurn(actor, appId, async (tx) => {
    const app = await lockOwnApp(tx, actor, appId);
    const { url } = testedSubscription(app, subscriptionId, event);
    const { accountId } = actor;
    await spend({ accountId, events: [event], deliveries: 1 }, tx);
    const deliveryId = await publishTest(tx, { accountId, appId, subscriptionId, event, payload });
    const entry = { target: { id: appId, name: app.name }, appId, after: { event, endpoint: url } };
    await record(tx, actor, randomId(), [{ action: "app.testEventSent", ...entry }]);
    return { deliveryId };
  });
}

function testedSubscription(app: OwnApp, subscriptionId: string, event: string) {
  const subscription = app.subscriptions.find((one) => one.id === subscriptionId);
  if (!subscription) throw new Refusal("not-found", "This event subscription no longer exists.");
  const why = whyNotTest({ appState: app.state, eventsEnabled: app.eventsEnabled, subscription });
  if (why) throw new Refusal("incomplete", why);
  if (!subscription.eventIds.includes(event)) {
    throw new Refusal("not-found", "This subscription no longer includes that event. Choose another one.");
  }
  return subscription;
}

export const sampleInput = z.object({ appId: idInput, event: eventInput });

/**
 * A sample payload for a test event, as text for the person to edit.
 * @throws Refusal `not-found` (the app), `forbidden`
 */
export async function sampleEvent(actor: Actor, { appId, event }: z.output<typeof sampleInput>) {
  const app = await db().app.findUnique({
    where: { id: appId, accountId: actor.accountId, removedAt: null },
    select: { ownerId: true },
  });
  if (!app) throw new Refusal("not-found", "This app does not exist.");
  if (!mayEditApp(actor, app))
    throw new Refusal("forbidden", "Only people who can change this app can send test events.");
  return { payload: JSON.stringify(samplePayload(event), null, 2) };
}
