import { expect, test } from "vitest";
import { type DeliveryStanding, type TestStanding, whyNotResend, whyNotTest } from "@/lib/deliveries/delivery-rules";

const standing: DeliveryStanding = {
  appState: "activated",
  eventsEnabled: true,
  subscription: { enabled: true },
  isTest: false,
  isEventOpen: true,
};

const refused: [string, Partial<DeliveryStanding>, RegExp][] = [
  ["its subscription was removed", { subscription: null }, /removed/],
  ["Event subscriptions are off", { eventsEnabled: false }, /Turn them on/],
  ["the app is a draft", { appState: "draft" }, /Activate it/],
  ["the app is deactivated", { appState: "deactivated", isTest: true }, /Activate it/],
  ["its subscription is not enabled", { subscription: { enabled: false } }, /Enable it/],
  ["the app lost the event's scope", { isEventOpen: false }, /Add one/],
];

test.each(refused)("nothing is resent if %s, and the sentence says what to do", (_, change, sentence) => {
  expect(whyNotResend({ ...standing, ...change })).toMatch(sentence);
});

test("a delivery can be resent while app, subscription and event allow it; a test event even for a draft", () => {
  expect(whyNotResend(standing)).toBeNull();
  expect(whyNotResend({ ...standing, isTest: true, appState: "draft", isEventOpen: false })).toBeNull();
});

const ready: TestStanding = {
  appState: "draft",
  eventsEnabled: true,
  subscription: { enabled: true, validated: true, eventCount: 1 },
};

test.each([
  [{ eventsEnabled: false }, /Turn them on/],
  [{ appState: "deactivated" as const }, /Activate it/],
  [{ subscription: { ...ready.subscription, eventCount: 0 } }, /Choose one/],
  [{ subscription: { ...ready.subscription, validated: false } }, /Validate it/],
  [{ subscription: { ...ready.subscription, enabled: false } }, /Enable it/],
])("no test event is sent if something is missing: %o", (change, sentence) => {
  expect(whyNotTest({ ...ready, ...change })).toMatch(sentence);
});

test("a test event can be sent to a validated subscription of a draft or an activated app", () => {
  expect(whyNotTest(ready)).toBeNull();
  expect(whyNotTest({ ...ready, appState: "activated" })).toBeNull();
});
