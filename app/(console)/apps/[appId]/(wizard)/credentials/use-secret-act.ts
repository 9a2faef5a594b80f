import { useState } from "react";
import type { SecretEnd } from "@/lib/credentials/secret-end";
import { useSaveNow } from "../_saving/use-save-now";
import { endClientSecretAction } from "./actions";

export type SecretAct = ReturnType<typeof useSecretAct>;

type Consent = { evenLast?: boolean; andDeactivate?: boolean };

/** Lets a secret end, or go on, and keeps what stands in the way: it is the last one, or an activated app needs it. */
export function useSecretAct(appId: string, secretId: string) {
  const { change } = useSaveNow();
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string>();
  const [isLast, setIsLast] = useState(false);
  const [reasons, setReasons] = useState<string[] | null>(null);

  async function end(when: SecretEnd | null, consent: Consent = {}): Promise<boolean> {
    setPending(true);
    const result = await change(() => endClientSecretAction({ appId, secretId, end: when, ...consent }));
    setPending(false);
    const breaks = !result.ok && result.code === "would-break-activation";
    setReasons(breaks ? result.items.map((item) => item.message) : null);
    setIsLast(!result.ok && result.code === "last-credential");
    setError(result.ok || breaks ? undefined : result.message);
    return result.ok || breaks;
  }

  return { pending, error, isLast, reasons, end, keep: () => setReasons(null) };
}
