"use client";

import { type DefaultValues, type FieldValues, type Path, useForm } from "react-hook-form";
import type * as z from "zod";
import { schemaResolver } from "@/lib/web/schema-resolver";
import { type Action, answerOf, type Refused } from "./answer";

type ActFormOptions<Input extends FieldValues, Value> = {
  /** Fetches the schema by which the action checks the same input; without one only the server checks. */
  schema?: () => Promise<z.ZodType<Input, Input>>;
  action: Action<Input, Value>;
  /** The fields that the form shows; the first one takes the focus when a refusal belongs to none. */
  fields: readonly Path<Input>[];
  defaultValues?: DefaultValues<Input>;
  onDone: (value: Value, input: Input) => unknown;
};

/**
 * A form that sends what was typed to a server action. A refusal is shown at the fields it names, and as `message` what
 * they do not say already; what was typed stays. `isDone` once the last answer was a yes.
 */
export function useActForm<Input extends FieldValues, Value>(options: ActFormOptions<Input, Value>) {
  const { schema, action, fields, defaultValues, onDone } = options;
  const form = useForm<Input>({
    ...(schema ? { resolver: schemaResolver(schema) } : {}),
    ...(defaultValues ? { defaultValues } : {}),
  });
  const { errors, isReady, isSubmitting, isSubmitSuccessful } = form.formState;

  async function submit(input: Input) {
    const result = await answerOf(() => action(input));
    if (result.ok) await onDone(result.value, input);
    else refuse(result);
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
    isReady,
    pending: isSubmitting,
    isDone: isSubmitSuccessful,
  };
}

/** The form of an act, for the parts of a screen that show it. */
export type ActFormOf<Input extends FieldValues> = ReturnType<typeof useActForm<Input, unknown>>;
