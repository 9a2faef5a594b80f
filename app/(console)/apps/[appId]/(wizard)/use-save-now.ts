"use client";

import { useCallback } from "react";
import type { ActionResult } from "@/lib/web/form-action";
import { type SaveOutcome, useSaving } from "./saving";

const unreachable = {
  ok: false,
  code: "unexpected",
  message: "The server cannot be reached. Nothing was changed here: try again.",
  items: [],
} as const satisfies ActionResult<never>;

/**
 * Saves something at once, with its state in the footer, and answers what the server said. It is not tried again by
 * itself: that is for the person to decide. `forget` takes a failure out of the footer once they let it be.
 */
export function useSaveNow() {
  const { run } = useSaving();
  const save = useCallback(
    async <T>(action: () => Promise<ActionResult<T>>): Promise<ActionResult<T>> => {
      let result: ActionResult<T> = { ...unreachable, items: [] };
      await run(async (): Promise<SaveOutcome> => {
        result = await action().catch(() => ({ ...unreachable, items: [] }));
        return result.ok ? { kind: "saved" } : { kind: "failed", why: result.message };
      });
      return result;
    },
    [run],
  );
  const forget = useCallback(() => void run(async () => ({ kind: "saved" })), [run]);
  return { save, forget };
}
