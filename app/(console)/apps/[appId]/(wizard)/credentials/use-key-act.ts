import { useState } from "react";
import type { ActionResult } from "@/lib/web/form-action";
import { useSaveNow } from "../_saving/use-save-now";

type Act = (consent: { andDeactivate?: boolean }) => Promise<ActionResult<unknown>>;

/** Does something with an app's credentials at once, and asks when that would take from an activated app what it needs. */
export function useKeyAct() {
  const { change } = useSaveNow();
  const [asked, setAsked] = useState<Act | null>(null);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string>();
  const [reasons, setReasons] = useState<string[] | null>(null);

  async function act(action: Act, consent: { andDeactivate?: boolean } = {}): Promise<void> {
    setPending(true);
    const result = await change(() => action(consent));
    setPending(false);
    const breaks = !result.ok && result.code === "would-break-activation";
    setAsked(() => action);
    setReasons(breaks ? result.items.map((item) => item.message) : null);
    setError(result.ok || breaks ? undefined : result.message);
  }

  return {
    act,
    pending,
    error,
    reasons,
    onKeep: () => setReasons(null),
    onDeactivate: () => void (asked && act(asked, { andDeactivate: true })),
  };
}
