"use client";

import { useState } from "react";
import { type DefaultValues, type FieldErrors, type FieldValues, get, type Path, useForm } from "react-hook-form";
import type * as z from "zod";
import { unreachable } from "@/components/unreachable";
import { schemaResolver } from "@/lib/web/schema-resolver";
import { type DraftOptions, useDraft } from "../_draft/use-draft";
import { type Action, answerOf, type Refused } from "./answer";

type ActFormOptions<Input extends FieldValues, Value> = {
  /** Loads the schema that the action validates the input with; without it only the server validates. */
  schema?: () => Promise<z.ZodType<Input, Input>>;
  action: Action<Input, Value>;
  /** The fields in their order on screen. The first wrong one gets the focus, or the first if a refusal names none. */
  fields: readonly Path<Input>[];
  defaultValues?: DefaultValues<Input>;
  /** What to keep of it until it is saved; nothing by default. */
  draft?: DraftOptions<Input> | undefined;
  onDone: (value: Value, input: Input) => unknown;
};

/**
 * A form that submits to a server action. A refusal is shown at the fields it names, and as `message` unless a field
 * already says the same; the input is kept. `isDone`: the last submission succeeded.
 */
export function useActForm<Input extends FieldValues, Value>(options: ActFormOptions<Input, Value>) {
  const { schema, action, fields, defaultValues, onDone } = options;
  const form = useForm<Input>({
    // Its own choice would be the field registered first, which need not be the first on screen.
    shouldFocusError: false,
    ...(schema ? { resolver: schemaResolver(schema) } : {}),
    ...(defaultValues ? { defaultValues } : {}),
  });
  const { errors, isReady, isSubmitting, isSubmitSuccessful } = form.formState;
  const draft = useDraft(form, options.draft, defaultValues ?? {});
  const [code, setCode] = useState<Refused["code"] | "unreachable" | null>(null);

  async function submit(input: Input) {
    const result = await answerOf(() => action(input));
    setCode(result.ok ? null : codeOf(result));
    if (!result.ok) return refuse(result);
    draft.forget();
    await onDone(result.value, input);
  }

  function focusFirstWrong(wrong: FieldErrors<Input>) {
    const first = fields.find((name) => get(wrong, name));
    if (first) form.setFocus(first);
  }

  function refuse({ message, items }: Refused) {
    const named = fields.flatMap((name) => items.find(({ field }) => field === name) ?? []);
    if (!named.some((item) => item.message === message)) form.setError("root", { message });
    for (const item of named) form.setError(item.field as Path<Input>, { message: item.message });
    const first = (named[0]?.field as Path<Input> | undefined) ?? fields[0];
    if (first) form.setFocus(first);
  }

  return {
    register: form.register,
    control: form.control,
    watch: form.watch,
    reset: form.reset,
    handleSubmit: (submit: (input: Input) => unknown) => form.handleSubmit(submit, focusFirstWrong),
    onSubmit: form.handleSubmit(submit, focusFirstWrong),
    refuse,
    errorOf: (name: Path<Input>) => form.getFieldState(name, form.formState).error?.message,
    message: errors.root?.message,
    /** Why the last submission failed; `unreachable` if no answer came. */
    code,
    draft,
    isReady,
    pending: isSubmitting,
    isDone: isSubmitSuccessful,
  };
}

const codeOf = ({ code, message }: Refused) => (message === unreachable ? "unreachable" : code);

export type ActFormOf<Input extends FieldValues> = ReturnType<typeof useActForm<Input, unknown>>;
