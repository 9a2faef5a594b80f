import { scopeForEvent } from "@/lib/scopes/rules";

/** An event type as a subscription's form knows it. */
export type EventChoice = {
  id: string;
  product: string;
  title: string;
  /** The scopes it may rest on, any one of them; and those of them that may be added. */
  scopes: string[];
  grantable: string[];
  /** It was saved with a scope that the app no longer holds. */
  isPaused?: boolean | undefined;
};

/** The scopes that come with events, each once: none for an event whose scope is held, or comes with another one. */
export function scopesBrought(events: readonly EventChoice[], heldScopes: readonly string[]): string[] {
  const held = new Set(heldScopes);
  const brought: string[] = [];
  for (const event of events) {
    const need = scopeForEvent(event, held, (id) => event.grantable.includes(id));
    if (need.kind !== "add") continue;
    held.add(need.scopeId);
    brought.push(need.scopeId);
  }
  return brought;
}

/** "5 events", "1 event". */
export const eventCount = (count: number): string => `${count} ${count === 1 ? "event" : "events"}`;
