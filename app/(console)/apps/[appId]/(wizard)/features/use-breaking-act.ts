"use client";

import { useState } from "react";
import type { ActionResult } from "@/lib/web/form-action";
import { useSaveNow } from "../_saving/use-save-now";

/** Does something at once; asks first only where that would take from an activated app what it needs. */
export function useBreakingAct<T>(act: (andDeactivate: boolean) => Promise<ActionResult<T>>) {
  const { change } = useSaveNow();
  const [pending, setPending] = useState(false);
  const [reasons, setReasons] = useState<string[] | null>(null);
  const [error, setError] = useState<string>();

  /** What it answered; null when it was not done. */
  async function start(andDeactivate = false): Promise<T | null> {
    setPending(true);
    const result = await change(() => act(andDeactivate));
    const breaks = !result.ok && result.code === "would-break-activation";
    setPending(false);
    setReasons(breaks ? result.items.map((item) => item.message) : null);
    setError(result.ok || breaks ? undefined : result.message);
    return result.ok ? result.value : null;
  }

  return { start, pending, reasons, error, keep: () => setReasons(null) };
}
