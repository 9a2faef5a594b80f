"use client";

import type { Action } from "../../../../../_act/answer";
import { type Ends, useAct } from "../../../../../_act/use-act";
import { useSaveNow } from "./use-save-now";

/** useAct for wizard changes that take effect on click; the footer shows the saving state. */
export function useChange<Input extends object, T>(action: Action<Input, T>, ends: Ends<Input, T> = {}) {
  const { change } = useSaveNow();
  return useAct<Input, T>((input) => change(() => action(input)), ends);
}
