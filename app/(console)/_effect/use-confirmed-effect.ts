"use client";

import { useState } from "react";
import type { ActionResult } from "@/lib/web/form-action";
import { usePreview } from "./use-preview";

type Act<Shown> = {
  /** What is about to be chosen; null: nothing yet. */
  subject: string | null;
  look: (subject: string) => Promise<ActionResult<Shown>>;
  /** Does it, provided that its effect still is the one that was seen. */
  act: (seen: string) => Promise<ActionResult<unknown>>;
  onDone: () => void;
  /** Takes a refusal that is told elsewhere than in the dialog; true when it did. */
  onRefused?: (result: Extract<ActionResult<unknown>, { ok: false }>) => boolean;
};

/**
 * Preview, then do: shows what an act would do, and does it only as shown. When the world has changed in between, that is
 * said, the new effect is shown, and it has to be confirmed again.
 */
export function useConfirmedEffect<Shown extends { seen: string }>({ subject, look, act, ...ends }: Act<Shown>) {
  const preview = usePreview(subject, look);
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<{ subject: string | null; message: string; isNewEffect: boolean } | null>(
    null,
  );
  const { shown } = preview;

  async function confirm() {
    if (!shown || pending) return;
    setPending(true);
    const result = await act(shown.seen).catch(() => null);
    setPending(false);
    if (result?.ok) return ends.onDone();
    if (result && ends.onRefused?.(result)) return;
    const isNewEffect = result?.code === "effect-changed";
    if (isNewEffect) preview.again();
    setRefusal({
      subject,
      message: result?.message ?? "The server cannot be reached. Nothing was changed.",
      isNewEffect,
    });
  }

  return {
    preview,
    pending,
    confirm,
    /** Why it was not done; of no interest any more once something else is chosen. */
    refusal: refusal?.subject === subject ? refusal : null,
  };
}
