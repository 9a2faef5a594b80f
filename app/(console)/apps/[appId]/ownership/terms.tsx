"use client";

import { useId, useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { type SecretOverlap, secretOverlaps } from "@/lib/credentials/overlaps";

type Facts = {
  /** IDs of the scopes that will be removed. */
  lost: string[];
  /** The app already has the maximum number of usable secrets. */
  isCrowded: boolean;
};

/** What a new owner decides: when old client secrets expire, and consent to losing the `lost` scopes. */
export function useTerms({ lost, isCrowded }: Facts) {
  const [overlap, setOverlap] = useState<SecretOverlap>("day");
  const [agreed, setAgreed] = useState(false);
  return {
    overlap,
    setOverlap,
    agreed,
    setAgreed,
    lost,
    isCrowded,
    givesUp: agreed ? lost : [],
    isComplete: agreed || lost.length === 0,
  };
}

export function Terms({ overlap, setOverlap, agreed, setAgreed, lost, isCrowded }: ReturnType<typeof useTerms>) {
  const id = useId();
  const hint = `The app gets a new client secret. Old and new secrets both work until the old ones expire, so its backend can switch.${
    isCrowded && overlap !== "now"
      ? " The app already has the most it can have, so the oldest expires immediately."
      : ""
  }`;
  return (
    <div className="space-y-4">
      <Field label="Old client secrets expire" hint={hint}>
        {(control) => (
          <Select {...control} value={overlap} onChange={(event) => setOverlap(event.target.value as SecretOverlap)}>
            {Object.entries(secretOverlaps).map(([value, { label }]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {lost.length > 0 && (
        <div className="flex items-start gap-3">
          <Checkbox id={id} checked={agreed} onCheckedChange={(now) => setAgreed(now === true)} className="mt-1" />
          <label htmlFor={id}>
            I agree that {lost.length === 1 ? "this scope" : `these ${lost.length} scopes`} will be removed
          </label>
        </div>
      )}
    </div>
  );
}
