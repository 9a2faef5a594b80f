"use client";

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import type { Saving } from "@/components/save-state";

/** How an attempt to save ended: `failed` is shown and left to the person, `unreachable` is tried again by itself. */
export type SaveOutcome = { kind: "saved" } | { kind: "failed"; why: string } | { kind: "unreachable" };

type Saver = () => Promise<SaveOutcome>;

type SavingContext = {
  state: Saving;
  /** Something was typed: `save` will be called after a pause, on leaving, or by `flush`. */
  touch: (save: Saver) => void;
  /** Saves now what was typed and resolves to whether nothing is left unsaved. */
  flush: () => Promise<boolean>;
  /** Runs something that saves at once, with its state shown. */
  run: (save: Saver) => Promise<SaveOutcome>;
};

const Context = createContext<SavingContext | null>(null);

export function useSaving(): SavingContext {
  const context = useContext(Context);
  if (!context) throw new Error("useSaving belongs inside SavingProvider");
  return context;
}

const pauseMs = 600;
const longestRetryMs = 15_000;

/**
 * Keeps what the wizard's pages save, one save after the other, also while the person goes on to another page: typed
 * text is saved after a pause, on leaving and when the page is hidden; an unreachable server is tried again and again.
 */
export function SavingProvider({ children }: { children: ReactNode }) {
  const [state, setState] = useState<Saving>({ kind: "saved" });
  const waiting = useRef<Saver | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const retries = useRef(0);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const settled = useRef(true);

  const attempt = useCallback(async (save: Saver): Promise<SaveOutcome> => {
    const outcome = await save().catch((): SaveOutcome => ({ kind: "unreachable" }));
    if (outcome.kind !== "unreachable") retries.current = 0;
    settled.current = outcome.kind === "saved" && !waiting.current;
    if (outcome.kind === "saved") setState(waiting.current ? { kind: "saving" } : { kind: "saved" });
    else if (outcome.kind === "failed") setState(outcome);
    else scheduleRetry(save);
    return outcome;
  }, []);

  const run = useCallback(
    (save: Saver): Promise<SaveOutcome> => {
      setState({ kind: "saving" });
      settled.current = false;
      const result = queue.current.then(() => attempt(save));
      queue.current = result;
      return result;
    },
    [attempt],
  );

  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    const save = waiting.current;
    waiting.current = null;
    if (save) await run(save);
    else await queue.current;
    return settled.current;
  }, [run]);

  function scheduleRetry(save: Saver) {
    const inMs = Math.min(1000 * 2 ** retries.current++, longestRetryMs);
    waiting.current ??= save;
    clearTimeout(timer.current);
    timer.current = setTimeout(flush, inMs);
    setState({ kind: "failed", why: "the server cannot be reached. Trying again…", onRetry: flush });
  }

  const touch = useCallback(
    (save: Saver) => {
      waiting.current = save;
      settled.current = false;
      setState({ kind: "saving" });
      clearTimeout(timer.current);
      timer.current = setTimeout(flush, pauseMs);
    },
    [flush],
  );

  useLeaving(flush, settled);
  const value = useMemo(() => ({ state, touch, flush, run }), [state, touch, flush, run]);
  return <Context value={value}>{children}</Context>;
}

/** Saves when the page is hidden, and has the browser ask before it closes over something unsaved. */
function useLeaving(flush: () => Promise<boolean>, settled: { current: boolean }) {
  useEffect(() => {
    const onHidden = () => document.visibilityState === "hidden" && void flush();
    const onUnload = (event: BeforeUnloadEvent) => {
      void flush();
      if (!settled.current) event.preventDefault();
    };
    document.addEventListener("visibilitychange", onHidden);
    window.addEventListener("beforeunload", onUnload);
    return () => {
      document.removeEventListener("visibilitychange", onHidden);
      window.removeEventListener("beforeunload", onUnload);
    };
  }, [flush, settled]);
}
