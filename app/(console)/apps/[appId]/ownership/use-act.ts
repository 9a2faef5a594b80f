import { useState } from "react";
import { toast } from "@/components/ui/toaster";
import type { ActionResult } from "@/lib/web/form-action";

/** Runs one of the page's actions: says what was done elsewhere on the page, and here why it was not. */
export function useAct() {
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string>();

  async function act(action: () => Promise<ActionResult<unknown>>, done: string): Promise<boolean> {
    setPending(true);
    const result = await action().catch(() => null);
    setPending(false);
    setError(result?.ok ? undefined : (result?.message ?? "The server cannot be reached. Try again."));
    if (result?.ok) toast.success(done);
    return result?.ok === true;
  }

  return { pending, error, setError, act };
}
