"use client";

import { type ReactNode, useSyncExternalStore } from "react";

const never = () => () => {};

/**
 * Keeps controls disabled until the page's scripts have taken over, so that an early click or keystroke is never
 * swallowed: it has nothing to fall on yet. They look no different meanwhile (`data-waking` in globals.css).
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
