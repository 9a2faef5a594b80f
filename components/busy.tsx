"use client";

import { useEffect, useSyncExternalStore } from "react";

let count = 0;
const listeners = new Set<() => void>();

function change(by: number): void {
  count += by;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** While it is rendered, BusyBar is shown. */
export function Busy() {
  useEffect(() => {
    change(1);
    return () => change(-1);
  }, []);
  return null;
}

/** A thin bar along the top edge while a page, or a part of one, is loading. */
export function BusyBar() {
  const busy = useSyncExternalStore(
    subscribe,
    () => count > 0,
    () => false,
  );
  if (!busy) return null;
  return (
    <div role="progressbar" aria-label="Loading" className="fixed inset-x-0 top-0 z-100 h-0.5 overflow-hidden">
      <div className="h-full w-1/3 animate-travel bg-accent motion-reduce:w-full motion-reduce:animate-pulse" />
    </div>
  );
}
