"use client";

import { useCallback, useLayoutEffect, useRef } from "react";

/** A function that stays the same from render to render and calls the newest `act`; for events, so that memoised rows hold. */
export function useStable<Args extends unknown[]>(act: (...args: Args) => void): (...args: Args) => void {
  const newest = useRef(act);
  useLayoutEffect(() => {
    newest.current = act;
  });
  return useCallback((...args: Args) => newest.current(...args), []);
}
