"use client";

import { type DefaultValues, type FieldValues, type Path, useForm } from "react-hook-form";
import type * as z from "zod";
import type { ActionResult } from "@/lib/web/form-action";
import { schemaResolver } from "@/lib/web/schema-resolver";

type Refused = Extract<ActionResult<never>, { ok: false }>;

type ActionForm<Input extends FieldValues, Value> = {
  /** Fetches the schema by which the action checks the same input on the server. */
  schema: () => Promise<z.ZodType<Input, Input>>;
  action: (input: Input) => Promise<ActionResult<Value>>;
  /** The fields that the form shows; the first one takes the focus when a refusal belongs to none. */
  fields: readonly Path<Input>[];
  defaultValues?: DefaultValues<Input>;
  onDone: (value: Value, input: Input) => unknown;
};

/**
 * A form that sends what was typed to a server action. A refusal is shown at the fields it names, and as `message` what
 * they do not say already; what was typed stays. `isDone` once the last answer was a yes.
 */
export function useActionForm<Input extends FieldValues, Value>(options: ActionForm<Input, Value>) {
  const { schema, action, fields, defaultValues, onDone } = options;
  const form = useForm<Input>({ resolver: schemaResolver(schema), ...(defaultValues ? { defaultValues } : {}) });
  const { errors, isReady, isSubmitting, isSubmitSuccessful } = form.formState;

  async function submit(input: Input) {
    const result = await action(input).catch(unreachable);
    if (result.ok) await onDone(result.value, input);
    else show(result);
  }

  function show({ message, items }: Refused) {
    const named = fields.flatMap((name) => items.find(({ field }) => field === name) ?? []);
    if (!named.some((item) => item.message === message)) form.setError("root", { message });
    if (named.length === 0 && fields[0]) form.setFocus(fields[0]);
    for (const [i, item] of named.entries()) {
      form.setError(item.field as Path<Input>, { message: item.message }, { shouldFocus: i === 0 });
    }
  }

  return {
    register: form.register,
    reset: form.reset,
    onSubmit: form.handleSubmit(submit),
    errorOf: (name: Path<Input>) => form.getFieldState(name, form.formState).error?.message,
    message: errors.root?.message,
    isReady,
    pending: isSubmitting,
    isDone: isSubmitSuccessful,
  };
}

const unreachable = (): Refused => ({
  ok: false,
  code: "unexpected",
  message: "The server cannot be reached. What you typed is still here: check the connection, then try again.",
  items: [],
});
