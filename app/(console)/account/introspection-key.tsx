"use client";

import { useState } from "react";
import { SecretField } from "@/components/secret-field";
import { useAct } from "../../_act/use-act";
import { revealIntrospectionKeyAction } from "./actions";

/** `whyNot`: why the reader may not reveal the key; null if they may. */
export function IntrospectionKey({ whyNot }: { whyNot: string | null }) {
  const [key, setKey] = useState<string | null>(null);
  const act = useAct(revealIntrospectionKeyAction);

  async function fetchKey(): Promise<string | null> {
    const result = await act.run({});
    return result.ok ? result.value.introspectionKey : null;
  }

  return (
    <SecretField
      label="Introspection key"
      revealed={key}
      onRevealed={setKey}
      fetchSecret={fetchKey}
      mayReveal={whyNot === null}
      whyNot={whyNot ?? undefined}
      hint="Each reveal is noted in Activity."
      error={act.error}
    />
  );
}
