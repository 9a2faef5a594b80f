import type { AuthorizationFields } from "@/lib/subscriptions/authorization-kinds";
import type { EventChoice } from "./events-of-subscription";

/** What an open editor holds and nobody saved yet; `subscriptionId` and what was `seen` before are null for a new one. */
export type SubscriptionDraft = {
  subscriptionId: string | null;
  seen: { subscriptionId: string; name: string; url: string; eventIds: string[] } | null;
  name: string;
  url: string;
  authorization: AuthorizationFields;
  events: EventChoice[];
};

const keyOf = (appId: string): string => `unsaved-subscription:${appId}`;

/**
 * Keeps a draft in the browser's tab, all but a secret in it, so that neither a reload nor a look at another step loses it;
 * null forgets it.
 */
export function keepDraft(appId: string, draft: SubscriptionDraft | null): void {
  if (!draft) {
    sessionStorage.removeItem(keyOf(appId));
    return;
  }
  const kept = { ...draft, authorization: { ...draft.authorization, secret: "" } };
  sessionStorage.setItem(keyOf(appId), JSON.stringify(kept));
}

/** The draft that was left behind, if there is one that can be read. */
export async function keptDraft(appId: string): Promise<SubscriptionDraft | null> {
  const text = sessionStorage.getItem(keyOf(appId));
  if (text === null) return null;
  try {
    // Only who left something behind needs it: the page is lighter without.
    const { draftInput } = await import("./draft-input");
    return draftInput.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
