"use client";

import { useCallback } from "react";
import { unreachable } from "@/components/unreachable";
import type { ActionResult } from "@/lib/web/form-action";
import { answerOf } from "../../../../../_act/answer";
import { type SaveOutcome, useSaving } from "./saving";

/**
 * Saves at once, with its state in the footer, and answers what the server said. Nothing is tried again by itself: that
 * is for the person to decide.
 * - `change` is for what takes effect on a click: when it is refused nothing is left unsaved, and the caller says why.
 * - `save` is for what was typed: refused, it stays unsaved in the footer until the next attempt, or `forget`.
 */
export function useSaveNow() {
  const { run } = useSaving();

  const attempt = useCallback(
    async <T>(
      action: () => Promise<ActionResult<T>>,
      refused: (why: string) => SaveOutcome,
    ): Promise<ActionResult<T>> => {
      let result: ActionResult<T> = { ok: false, code: "unexpected", message: unreachable, items: [] };
      await run(async () => {
        result = await answerOf(action);
        return result.ok ? { kind: "saved" } : refused(result.message);
      });
      return result;
    },
    [run],
  );

  return {
    change: <T>(action: () => Promise<ActionResult<T>>) => attempt(action, () => ({ kind: "saved" })),
    save: <T>(action: () => Promise<ActionResult<T>>) => attempt(action, (why) => ({ kind: "failed", why })),
    forget: () => void run(async () => ({ kind: "saved" })),
  };
}
