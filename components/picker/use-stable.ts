"use client";

import { useCallback, useLayoutEffect, useRef } from "react";

/** An event handler with a stable identity that calls the latest `act`, so that memoized rows don't re-render. */
export function useStable<Args extends unknown[]>(act: (...args: Args) => void): (...args: Args) => void {
  const newest = useRef(act);
  useLayoutEffect(() => {
    newest.current = act;
  });
  return useCallback((...args: Args) => newest.current(...args), []);
}
