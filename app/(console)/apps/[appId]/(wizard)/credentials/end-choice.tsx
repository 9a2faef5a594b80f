"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type SecretOverlap, secretOverlaps } from "@/lib/credentials/overlaps";
import type { SecretEnd } from "@/lib/credentials/secret-end";
import { localMinute } from "./local-minute";

type Choice = SecretOverlap | "moment";

const overlaps = Object.entries(secretOverlaps) as [SecretOverlap, { label: string; ms: number }][];

/** The chosen expiry of a secret, at first `first`; `end` is null until a custom time is complete. */
export function useEndChoice(first: SecretOverlap) {
  const [choice, setChoice] = useState<Choice>(first);
  const [moment, setMoment] = useState("");
  const complete = moment !== "" && !Number.isNaN(Date.parse(moment));
  const end: SecretEnd | null = choice !== "moment" ? choice : complete ? new Date(moment).toISOString() : null;
  return { choice, setChoice, moment, setMoment, end };
}

type Props = ReturnType<typeof useEndChoice> & { label: string; error?: string; without?: SecretOverlap };

/** A choice of presets, except `without`, or a custom time up to 30 days ahead in the reader's time zone. */
export function EndChoice({ label, error, without, choice, setChoice, moment, setMoment }: Props) {
  const now = Date.now();
  return (
    <div className="space-y-4 text-ink">
      <Field label={label} error={choice === "moment" ? undefined : error}>
        {(control) => (
          <Select {...control} value={choice} onChange={(event) => setChoice(event.target.value as Choice)}>
            {overlaps
              .filter(([value]) => value !== without)
              .map(([value, overlap]) => (
                <option key={value} value={value}>
                  {overlap.label}
                </option>
              ))}
            <option value="moment">At a time you choose</option>
          </Select>
        )}
      </Field>
      {choice === "moment" && (
        <Field label="Day and time" error={error}>
          {(control) => (
            <Input
              {...control}
              type="datetime-local"
              min={localMinute(now)}
              max={localMinute(now + secretOverlaps.month.ms)}
              value={moment}
              onChange={(event) => setMoment(event.target.value)}
            />
          )}
        </Field>
      )}
    </div>
  );
}
