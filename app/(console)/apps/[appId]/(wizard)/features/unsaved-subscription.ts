import type { AuthorizationFields } from "@/lib/subscriptions/authorization-kinds";
import type { EventChoice } from "./events-of-subscription";

/** The unsaved content of an open editor. `seen` is the saved state it started from; null, like the ID, if new. */
export type SubscriptionDraft = {
  subscriptionId: string | null;
  seen: { subscriptionId: string; name: string; url: string; eventIds: string[] } | null;
  name: string;
  url: string;
  authorization: AuthorizationFields;
  events: EventChoice[];
};

type Content = Pick<SubscriptionDraft, "name" | "url" | "authorization" | "events">;

/** Whether an editor's content differs from the saved one; the order of the events doesn't count. */
export const isChanged = (content: Content, saved: Content): boolean => summaryOf(content) !== summaryOf(saved);

function summaryOf({ name, url, authorization, events }: Content): string {
  const fields = Object.entries(authorization).sort(([one], [other]) => one.localeCompare(other, "en"));
  return JSON.stringify([name, url, fields, events.map(({ id }) => id).sort()]);
}

const keyOf = (appId: string): string => `unsaved-subscription:${appId}`;

/**
 * Keeps a draft in sessionStorage, without its secret, so that it survives a reload and visits to other steps; null
 * deletes it.
 */
export function keepDraft(appId: string, draft: SubscriptionDraft | null): void {
  if (!draft) {
    sessionStorage.removeItem(keyOf(appId));
    return;
  }
  const kept = { ...draft, authorization: { ...draft.authorization, secret: "" } };
  sessionStorage.setItem(keyOf(appId), JSON.stringify(kept));
}

/** The kept draft; null if there is none or it can't be parsed. */
export async function keptDraft(appId: string): Promise<SubscriptionDraft | null> {
  const text = sessionStorage.getItem(keyOf(appId));
  if (text === null) return null;
  try {
    // Loaded only if there is a draft: the page is smaller without the schema.
    const { draftInput } = await import("./draft-input");
    return draftInput.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
