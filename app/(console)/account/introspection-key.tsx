"use client";

import { useState } from "react";
import { SecretField } from "@/components/secret-field";
import { revealIntrospectionKeyAction } from "./actions";

/** `whyNot` says why the person may not reveal the key; null when they may. */
export function IntrospectionKey({ whyNot }: { whyNot: string | null }) {
  const [key, setKey] = useState<string | null>(null);
  const [error, setError] = useState<string>();

  async function reveal(): Promise<string | null> {
    const result = await revealIntrospectionKeyAction({}).catch(() => null);
    setError(result?.ok ? undefined : (result?.message ?? "The server cannot be reached. Try again."));
    if (!result?.ok) return null;
    setKey(result.value.introspectionKey);
    return result.value.introspectionKey;
  }

  return (
    <SecretField
      label="Introspection key"
      revealed={key}
      onReveal={reveal}
      onHide={() => setKey(null)}
      mayReveal={whyNot === null}
      whyNot={whyNot ?? undefined}
      hint="Each reveal is noted in Activity."
      error={error}
    />
  );
}
