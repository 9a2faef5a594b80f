"use client";

import { useState } from "react";
import { type DefaultValues, type FieldValues, type Path, useForm } from "react-hook-form";
import type * as z from "zod";
import { unreachable } from "@/components/unreachable";
import { schemaResolver } from "@/lib/web/schema-resolver";
import { type DraftOptions, useDraft } from "../_draft/use-draft";
import { type Action, answerOf, type Refused } from "./answer";

type ActFormOptions<Input extends FieldValues, Value> = {
  /** Loads the schema that the action validates the input with; without it only the server validates. */
  schema?: () => Promise<z.ZodType<Input, Input>>;
  action: Action<Input, Value>;
  /** The fields on screen; the first one gets the focus if a refusal names none of them. */
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

  function refuse({ message, items }: Refused) {
    const named = fields.flatMap((name) => items.find(({ field }) => field === name) ?? []);
    if (!named.some((item) => item.message === message)) form.setError("root", { message });
    if (named.length === 0 && fields[0]) form.setFocus(fields[0]);
    for (const [i, item] of named.entries()) {
      form.setError(item.field as Path<Input>, { message: item.message }, { shouldFocus: i === 0 });
    }
  }

  return {
    register: form.register,
    control: form.control,
    watch: form.watch,
    reset: form.reset,
    handleSubmit: form.handleSubmit,
    onSubmit: form.handleSubmit(submit),
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
