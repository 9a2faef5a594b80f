"use client";

import { unstable_isUnrecognizedActionError } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import { type SaveOutcome, SaveQueue } from "./save-queue";

export type { SaveOutcome } from "./save-queue";

const Context = createContext<SaveQueue | null>(null);

/** The wizard's save queue: its state, and how to add saves. */
export function useSaving() {
  const queue = useContext(Context);
  if (!queue) throw new Error("useSaving belongs inside SavingProvider");
  const { touch, flush, run } = queue;
  const state = useSyncExternalStore(
    queue.subscribe,
    () => queue.state,
    () => queue.state,
  );
  return { state, touch, flush, run };
}

/** Holds one save queue for all pages of the wizard, so that saving continues across pages. */
export function SavingProvider({ children }: { children: ReactNode }) {
  const [queue] = useState(() => new SaveQueue(whatHappened));
  useLeaving(queue);
  return <Context value={queue}>{children}</Context>;
}

const whatHappened = (error: unknown): SaveOutcome =>
  unstable_isUnrecognizedActionError(error)
    ? { kind: "failed", why: "Patchbay was updated. Reload the page; what you typed is kept." }
    : { kind: "unreachable" };

/** Saves when the page is hidden, and lets the browser warn before it closes with unsaved changes. */
function useLeaving(queue: SaveQueue) {
  useEffect(() => {
    const onHidden = () => document.visibilityState === "hidden" && void queue.flush();
    const onUnload = (event: BeforeUnloadEvent) => {
      void queue.flush();
      if (!queue.settled) event.preventDefault();
    };
    document.addEventListener("visibilitychange", onHidden);
    window.addEventListener("beforeunload", onUnload);
    return () => {
      document.removeEventListener("visibilitychange", onHidden);
      window.removeEventListener("beforeunload", onUnload);
    };
  }, [queue]);
}
