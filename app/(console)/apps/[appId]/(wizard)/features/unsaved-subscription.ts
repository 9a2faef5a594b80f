import type { AuthorizationFields } from "@/lib/subscriptions/authorization-kinds";
import { draftsOf } from "../../../../../_draft/draft-store";
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

const nameOf = (appId: string): string => `subscription:${appId}`;

/** Keeps a person's draft in this browser, without its secret; null deletes it. */
export function keepDraft(person: string | null, appId: string, draft: SubscriptionDraft | null): void {
  const drafts = draftsOf(person);
  if (draft) {
    const typed = { ...draft, authorization: { ...draft.authorization, secret: "" } };
    drafts.keep(nameOf(appId), { base: {}, typed });
  } else drafts.remove(nameOf(appId));
}

/** The kept draft; null if there is none or it can't be parsed. */
export async function keptDraft(person: string | null, appId: string): Promise<SubscriptionDraft | null> {
  const kept = draftsOf(person).find(nameOf(appId));
  if (!kept) return null;
  try {
    // Loaded only if there is a draft: the page is smaller without the schema.
    const { draftInput } = await import("./draft-input");
    return draftInput.parse(kept.typed);
  } catch {
    return null;
  }
}
