"use client";

import { type ReactNode, useSyncExternalStore } from "react";

const never = () => () => {};

/**
 * Keeps controls disabled until React has hydrated the page, so that no early click or keystroke is lost in a control
 * that doesn't react yet. Meanwhile they look enabled (`data-waking` in globals.css).
 */
export function Ready({ children }: { children: ReactNode }) {
  const awake = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return (
    <fieldset role="presentation" disabled={!awake} data-waking={awake ? undefined : ""} className="contents">
      {children}
    </fieldset>
  );
}
