import { scopeForEvent } from "@/lib/scopes/rules";

/** An event type in a subscription's form. */
export type EventChoice = {
  id: string;
  product: string;
  title: string;
  /** The scopes that allow it, any one of which suffices; `grantable`: those that can be added. */
  scopes: string[];
  grantable: string[];
  /** The app no longer holds a scope that allows it, so it isn't delivered. */
  isPaused?: boolean | undefined;
};

/** The scopes to add with these events, each once: none for an event that a held or an added scope allows. */
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
