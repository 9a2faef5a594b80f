"use client";

import { Eye, EyeOff } from "lucide-react";
import { type ReactNode, useState } from "react";
import { CopyButton } from "@/components/copy-button";
import { withinName } from "@/components/label-words";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

const MASK = "•".repeat(32);

type SecretFieldProps = {
  label: string;
  /** The secret while the page shows it, here and in whatever is derived from it; null: masked everywhere. */
  revealed: string | null;
  /** The secret was revealed; null: hidden. */
  onRevealed: (secret: string | null) => void;
  /** Fetches the secret, which is audited; null if refused. */
  fetchSecret: () => Promise<string | null>;
  mayReveal: boolean;
  /** Why the reader may not reveal it, and who may; replaces the hint if `mayReveal` is false. */
  whyNot?: string | undefined;
  hint?: ReactNode;
  error?: string | undefined;
  /** More buttons, after Reveal and Copy. */
  actions?: ReactNode;
};

/** A secret, masked while `revealed` is null. Copy fetches it if necessary, without revealing it. */
export function SecretField({
  label,
  revealed,
  onRevealed,
  fetchSecret,
  mayReveal,
  whyNot,
  hint,
  error,
  actions,
}: SecretFieldProps) {
  const [pending, setPending] = useState(false);
  const shown = revealed !== null;

  async function toggle() {
    if (shown) return onRevealed(null);
    setPending(true);
    const secret = await fetchSecret().finally(() => setPending(false));
    if (secret !== null) onRevealed(secret);
  }

  return (
    <Field label={label} hint={mayReveal ? hint : whyNot} error={error}>
      {(control) => (
        <div className="flex flex-wrap gap-2 sm:flex-nowrap">
          <Input mono readOnly value={revealed ?? MASK} className="basis-full sm:basis-auto" {...control} />
          <RevealButton
            name={withinName(label)}
            shown={shown}
            disabled={!mayReveal}
            pending={pending}
            onClick={toggle}
          />
          {mayReveal && <CopyButton text={revealed ?? fetchSecret} label={`Copy ${withinName(label)}`} />}
          {actions}
        </div>
      )}
    </Field>
  );
}

type RevealButtonProps = { name: string; shown: boolean; disabled: boolean; pending: boolean; onClick: () => void };

function RevealButton({ name, shown, ...button }: RevealButtonProps) {
  return (
    <Button aria-label={shown ? `Hide ${name}` : `Reveal ${name}`} {...button}>
      {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
      {shown ? "Hide" : "Reveal"}
    </Button>
  );
}
