"use client";

import { useSyncExternalStore } from "react";

/** What keeps the page from going on. `to`: the address that could not be opened; null: it was not about an address. */
export type Trouble = { kind: "unreachable" | "signed-out"; to: string | null };

let trouble: Trouble | null = null;
const listeners = new Set<() => void>();

/** Shows the trouble on the page that is open; null: it is over. */
export function report(next: Trouble | null): void {
  if (next === trouble) return;
  trouble = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useTrouble = (): Trouble | null =>
  useSyncExternalStore(
    subscribe,
    () => trouble,
    () => null,
  );

/** The sign-in page, with the way back to the page that is open. */
export const signInHere = (): string =>
  `/sign-in?to=${encodeURIComponent(window.location.pathname + window.location.search)}`;
