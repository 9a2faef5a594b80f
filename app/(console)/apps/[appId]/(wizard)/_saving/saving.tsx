"use client";

import { unstable_isUnrecognizedActionError, useSelectedLayoutSegment } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import { LeaveQuestion } from "./leave-question";
import { type Keeping, type SaveOutcome, SaveQueue } from "./save-queue";

export type { SaveOutcome } from "./save-queue";

const Context = createContext<SaveQueue | null>(null);

function useQueue(): SaveQueue {
  const queue = useContext(Context);
  if (!queue) throw new Error("useSaving belongs inside SavingProvider");
  return queue;
}

/** Reports an editor's unsaved changes in the footer and before leaving; `keeping`: where they survive. */
export function useUnsaved(isUnsaved: boolean, keeping: Keeping): void {
  const queue = useQueue();
  useEffect(() => (isUnsaved ? queue.hold(keeping) : undefined), [queue, isUnsaved, keeping]);
}

/** The wizard's save queue: its state, and how to add saves. */
export function useSaving() {
  const queue = useQueue();
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
  const step = useSelectedLayoutSegment();
  useLeaving(queue);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the effect is about the change of step.
  useEffect(() => queue.newStep(), [queue, step]);
  return (
    <Context value={queue}>
      {children}
      <LeaveQuestion queue={queue} />
    </Context>
  );
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
      if (queue.isUnsaved) event.preventDefault();
    };
    document.addEventListener("visibilitychange", onHidden);
    window.addEventListener("beforeunload", onUnload);
    return () => {
      document.removeEventListener("visibilitychange", onHidden);
      window.removeEventListener("beforeunload", onUnload);
    };
  }, [queue]);
}
