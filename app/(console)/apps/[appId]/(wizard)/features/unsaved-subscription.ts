import * as z from "zod";
import type { EventChoice } from "./events-of-subscription";

/** What an open editor holds and nobody saved yet; `subscriptionId` and what was `seen` before are null for a new one. */
export type SubscriptionDraft = {
  subscriptionId: string | null;
  seen: { subscriptionId: string; name: string; url: string; eventIds: string[] } | null;
  name: string;
  url: string;
  events: EventChoice[];
};

const texts = z.array(z.string());
const draft = z.object({
  subscriptionId: z.string().nullable(),
  seen: z.object({ subscriptionId: z.string(), name: z.string(), url: z.string(), eventIds: texts }).nullable(),
  name: z.string(),
  url: z.string(),
  events: z.array(
    z.object({ id: z.string(), product: z.string(), title: z.string(), scopes: texts, grantable: texts }),
  ),
});

const keyOf = (appId: string): string => `unsaved-subscription:${appId}`;

/** Keeps a draft in the browser's tab, so that neither a reload nor a look at another step loses it; null forgets it. */
export function keepDraft(appId: string, kept: SubscriptionDraft | null): void {
  if (kept) sessionStorage.setItem(keyOf(appId), JSON.stringify(kept));
  else sessionStorage.removeItem(keyOf(appId));
}

/** The draft that was left behind, if there is one that can be read. */
export function keptDraft(appId: string): SubscriptionDraft | null {
  const text = sessionStorage.getItem(keyOf(appId));
  return text === null ? null : (draft.safeParse(parseJson(text)).data ?? null);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
