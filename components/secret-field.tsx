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
  /** The secret once it was fetched; null before that and after hiding. */
  revealed: string | null;
  /** Fetches the secret (which is audited), passes it back as `revealed` and returns it; null if refused. */
  onReveal: () => Promise<string | null>;
  /** The secret was hidden; drop it. */
  onHide: () => void;
  mayReveal: boolean;
  /** Why the reader may not reveal it, and who may; replaces the hint if `mayReveal` is false. */
  whyNot?: string | undefined;
  hint?: ReactNode;
  error?: string | undefined;
  /** More buttons, after Reveal and Copy. */
  actions?: ReactNode;
};

/** A secret, masked until revealed. Copy fetches it if necessary, without showing it. */
export function SecretField({
  label,
  revealed,
  onReveal,
  onHide,
  mayReveal,
  whyNot,
  hint,
  error,
  actions,
}: SecretFieldProps) {
  const [wanted, setWanted] = useState(revealed !== null);
  const [pending, setPending] = useState(false);
  const shown = wanted && revealed !== null;

  async function fetchSecret() {
    return revealed ?? (await onReveal());
  }

  async function toggle() {
    setWanted(!shown);
    if (shown) return onHide();
    setPending(true);
    await fetchSecret().finally(() => setPending(false));
  }

  async function copyUnseen() {
    setWanted(shown);
    return fetchSecret();
  }

  return (
    <Field label={label} hint={mayReveal ? hint : whyNot} error={error}>
      {(control) => (
        <div className="flex flex-wrap gap-2 sm:flex-nowrap">
          <Input mono readOnly value={shown ? revealed : MASK} className="basis-full sm:basis-auto" {...control} />
          <RevealButton
            name={withinName(label)}
            shown={shown}
            disabled={!mayReveal}
            pending={pending}
            onClick={toggle}
          />
          {mayReveal && <CopyButton text={copyUnseen} label={`Copy ${withinName(label)}`} />}
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
