"use client";

import { useState } from "react";
import { toast } from "@/components/ui/toaster";
import type { ActionResult } from "@/lib/web/form-action";

export type PersonDialogProps = { person: { id: string; name: string }; onClose: () => void };

type Ends = {
  /** What is said afterwards. */
  done: string;
  onClose: () => void;
};

/** Runs an act from its dialog: closes it when it is done, stays and says why when it was refused. */
export function usePersonAct(act: () => Promise<ActionResult<unknown>>, { done, onClose }: Ends) {
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string>();

  async function run() {
    setPending(true);
    const result = await act().catch(() => null);
    setPending(false);
    if (!result?.ok) return setError(result?.message ?? "The server cannot be reached. Nothing was changed.");
    onClose();
    toast.success(done);
  }

  return { run, pending, error };
}
