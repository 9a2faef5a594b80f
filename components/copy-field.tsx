"use client";

import type { ReactNode } from "react";
import { CopyButton } from "@/components/copy-button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type CopyFieldProps = { label: string; value: string; hint?: ReactNode; className?: string };

/** A read-only identifier. Only the field is named `label`; the button is "Copy", with the label as its description. */
export function CopyField({ label, value, hint, className }: CopyFieldProps) {
  return (
    <Field label={label} hint={hint} className={className}>
      {(control) => (
        <div className="flex gap-2">
          <Input mono readOnly value={value} onFocus={(event) => event.target.select()} {...control} />
          <CopyButton text={value} label="Copy" about={label} />
        </div>
      )}
    </Field>
  );
}
