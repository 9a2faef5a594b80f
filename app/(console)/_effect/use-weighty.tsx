"use client";

import { useState } from "react";
import { TypedField } from "@/components/typed-field";
import { manyApps } from "@/lib/limits";
import { effectButton } from "./effect-words";

type Act = {
  /** The button's words without an effect. */
  act: string;
  /** What happens to the apps, as a verb. */
  effect: "deactivate" | "stop";
  /** How many apps it happens to; undefined while that is unknown. */
  count: number | undefined;
  /** The look of the button while no app is concerned. */
  tone?: "primary" | "danger";
};

/**
 * The button of an act that deactivates apps: it names how many, and looks dangerous. From `manyApps` on, their number
 * has to be typed into `field` before the act `isConfirmed`.
 */
export function useWeighty({ act, effect, count = 0, tone = "primary" }: Act) {
  const [text, setText] = useState("");
  const expected = String(count);
  const isTyped = count >= manyApps;
  return {
    words: effectButton(act, effect, count),
    tone: count > 0 ? ("danger" as const) : tone,
    isConfirmed: !isTyped || text.trim() === expected,
    field: isTyped ? (
      <TypedField label="Type the number of apps to confirm" expected={expected} text={text} onText={setText} />
    ) : null,
  };
}
