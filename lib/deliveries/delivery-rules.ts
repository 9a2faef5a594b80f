import type { AppState } from "@/lib/app-state";

/** The current state of a delivery's app and event subscription. */
export type DeliveryStanding = {
  appState: AppState;
  eventsEnabled: boolean;
  /** null: removed. */
  subscription: { enabled: boolean } | null;
  isTest: boolean;
  /**
   * The app has a scope that allows the event, or the event needs none. Ignored for tests, which report nothing real.
   */
  isEventOpen: boolean;
};

/** Why a delivery can't be resent, and what to do about it; null if it can. */
export function whyNotResend({ appState, eventsEnabled, subscription, isTest, isEventOpen }: DeliveryStanding) {
  if (!subscription) return "Its event subscription was removed, so it can’t be resent.";
  if (!eventsEnabled) return "Event subscriptions are off. Turn them on first.";
  if (appState !== "activated" && !(isTest && appState === "draft"))
    return "The app is not activated. Activate it first.";
  if (!subscription.enabled) return "Its event subscription is not enabled. Enable it first.";
  if (!isEventOpen && !isTest) return "The app no longer has a scope that allows this event. Add one first.";
  return null;
}

/** What decides whether a test event can be sent. */
export type TestStanding = {
  appState: AppState;
  eventsEnabled: boolean;
  subscription: { enabled: boolean; validated: boolean; eventCount: number };
};

/** Why no test event can be sent to a subscription, and what to do about it; null if one can. */
export function whyNotTest({ appState, eventsEnabled, subscription }: TestStanding): string | null {
  if (!eventsEnabled) return "Event subscriptions are off. Turn them on first.";
  if (appState === "deactivated") return "The app is deactivated. Activate it first.";
  if (subscription.eventCount === 0) return "This subscription has no events yet. Choose one first.";
  if (!subscription.validated) return "Its endpoint URL is not validated. Validate it first.";
  if (!subscription.enabled) return "This subscription is not enabled. Enable it first.";
  return null;
}

/** The most deliveries one replay resends. */
export const mostReplayed = 10_000;

/** The periods that can be replayed with one click, in hours. */
export const replayHours = { "1h": 1, "24h": 24, "7d": 168 } as const;

export type ReplaySpan = keyof typeof replayHours;
