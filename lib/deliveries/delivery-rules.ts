import type { AppState } from "@/lib/app-state";

/** The app and the event subscription a delivery belongs to, as they stand now. */
export type DeliveryStanding = {
  appState: AppState;
  eventsEnabled: boolean;
  /** null: it was removed. */
  subscription: { enabled: boolean } | null;
  isTest: boolean;
  /** The app holds a scope that opens the event, or the event needs none; a test tells of nothing and asks for none. */
  isEventOpen: boolean;
};

/** Why a delivery cannot be sent once more, with what to do about it; null: it can. */
export function whyNotResend({ appState, eventsEnabled, subscription, isTest, isEventOpen }: DeliveryStanding) {
  if (!subscription) return "Its event subscription was removed: there is nowhere to send it to.";
  if (!eventsEnabled) return "Event subscriptions are off. Turn them on first.";
  if (appState !== "activated" && !(isTest && appState === "draft"))
    return "The app is not activated. Activate it first.";
  if (!subscription.enabled) return "Its event subscription is not enabled. Enable it first.";
  if (!isEventOpen && !isTest) return "The app no longer holds a scope that opens this event. Add one first.";
  return null;
}

/** What of an app and one of its subscriptions decides whether a test event can be sent. */
export type TestStanding = {
  appState: AppState;
  eventsEnabled: boolean;
  subscription: { enabled: boolean; validated: boolean; eventCount: number };
};

/** Why no test event can be sent to a subscription, with what to do about it; null: one can. */
export function whyNotTest({ appState, eventsEnabled, subscription }: TestStanding): string | null {
  if (!eventsEnabled) return "Event subscriptions are off. Turn them on first.";
  if (appState === "deactivated") return "The app is deactivated. Activate it first.";
  if (subscription.eventCount === 0) return "This subscription has no events yet. Choose one first.";
  if (!subscription.validated) return "Its endpoint URL is not validated. Validate it first.";
  if (!subscription.enabled) return "This subscription is not enabled. Enable it first.";
  return null;
}

/** The most deliveries that are replayed at once. */
export const mostReplayed = 10_000;

/** Since when failed deliveries can be replayed at one click, in hours. */
export const replayHours = { "1h": 1, "24h": 24, "7d": 168 } as const;

export type ReplaySpan = keyof typeof replayHours;
