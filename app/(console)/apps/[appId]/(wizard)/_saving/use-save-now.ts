"use client";

import { useCallback } from "react";
import { unreachable } from "@/components/unreachable";
import type { ActionResult } from "@/lib/web/form-action";
import { answerOf } from "../../../../../_act/answer";
import { type SaveOutcome, useSaving } from "./saving";

/**
 * Saves immediately, with the state in the footer, and returns the server's answer. Nothing is retried automatically:
 * that is up to the person.
 * - `change` is for what takes effect on click: if refused, nothing counts as unsaved, and the caller shows why.
 * - `save` is for typed text: if refused, it stays unsaved in the footer until the next attempt or `forget`.
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
    change: <T>(action: () => Promise<ActionResult<T>>) => attempt(action, () => ({ kind: "unchanged" })),
    save: <T>(action: () => Promise<ActionResult<T>>) => attempt(action, (why) => ({ kind: "failed", why })),
    forget: () => void run(async () => ({ kind: "unchanged" })),
  };
}
