"use client";

import { useState } from "react";
import { toast } from "@/components/ui/toaster";
import type { ActionResult } from "@/lib/web/form-action";
import { useSaveNow } from "../_saving/use-save-now";

type Removal = {
  /** What is removed, as its Undo names it. */
  title: string;
  remove: (andDeactivate: boolean) => Promise<ActionResult<unknown>>;
  putBack: () => Promise<ActionResult<unknown>>;
  /** Where the focus goes when the thing and its button disappear. */
  focusNext: () => HTMLElement | null;
};

/** Removes something at once, with Undo; asks only when that would take from an activated app what it needs. */
export function useRemoval({ title, remove, putBack, focusNext }: Removal) {
  const { change } = useSaveNow();
  const [pending, setPending] = useState(false);
  const [reasons, setReasons] = useState<string[] | null>(null);
  const [error, setError] = useState<string>();

  async function start(andDeactivate = false) {
    const next = focusNext();
    setPending(true);
    const result = await change(() => remove(andDeactivate));
    if (result.ok) return finish(next);
    const breaks = result.code === "would-break-activation";
    setPending(false);
    setReasons(breaks ? result.items.map((item) => item.message) : null);
    setError(breaks ? undefined : result.message);
  }

  function finish(next: HTMLElement | null) {
    setReasons(null);
    next?.focus();
    toast(`Removed ${title}`, { action: { label: "Undo", onClick: undo } });
  }

  async function undo() {
    const result = await change(putBack);
    if (!result.ok) toast.error(`${title} was not put back`, { description: result.message });
  }

  return { start, pending, reasons, error, keep: () => setReasons(null) };
}
