"use client";

import { useState } from "react";
import { toast } from "@/components/ui/toaster";
import type { Consent, QuestionCode } from "@/lib/apps/consent";
import { type Action, answerOf, type Refused } from "./answer";

export type Ends<Input, T> = {
  /** The toast shown after success. */
  done?: string | ((value: T, input: Input) => string);
  onDone?: (value: T, input: Input) => unknown;
  /** Called with a refusal that is final, not one that asks for consent. */
  onRefused?: (refused: Refused) => unknown;
  /** The refusals that ask for consent here; only `would-break-activation` by default. */
  asks?: Consent;
};

type Outcome<Input> = { isDone: true } | { isDone: false; refused: Refused; input: Input; consent: Consent };

const activationOnly: Consent = ["would-break-activation"];

/** For `onRefused`: shows the refusal as a toast. */
export const inToast = ({ message }: Refused): void => void toast.error(message);

/**
 * Runs a server action from a screen and keeps its state: pending, done or refused. A refusal that asks for consent
 * becomes `question`, which ConsentDialog shows (ActDialog: in its own dialog) and `agree` or `drop` answers; any other
 * becomes `refused`, and its message `error`. `run` never throws.
 */
export function useAct<Input extends object, T>(action: Action<Input, T>, ends: Ends<Input, T> = {}) {
  const { done, onDone, onRefused, asks = activationOnly } = ends;
  const [pending, setPending] = useState(false);
  const [outcome, setOutcome] = useState<Outcome<Input> | null>(null);
  const last = outcome && !outcome.isDone ? outcome : null;
  const question = last && isQuestion(last.refused, asks) ? last.refused : null;

  async function run(input: Input, consent: Consent = []) {
    setPending(true);
    const result = await answerOf(() => action(consent.length > 0 ? { ...input, consent } : input));
    setPending(false);
    setOutcome(result.ok ? { isDone: true } : { isDone: false, refused: result, input, consent });
    if (result.ok) await succeeded(result.value, input);
    else if (!isQuestion(result, asks)) onRefused?.(result);
    return result;
  }

  async function succeeded(value: T, input: Input) {
    await onDone?.(value, input);
    if (done) toast.success(typeof done === "string" ? done : done(value, input));
  }

  return {
    run,
    pending,
    isDone: outcome?.isDone === true,
    refused: question ? null : (last?.refused ?? null),
    error: question ? undefined : last?.refused.message,
    question,
    agree: () => void (last && question && run(last.input, [...last.consent, question.code])),
    drop: () => setOutcome(null),
  };
}

function isQuestion(refused: Refused, asks: Consent): refused is Refused & { code: QuestionCode } {
  return asks.some((code) => code === refused.code);
}
