"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { signIn } from "next-auth/react";
import { useForm } from "react-hook-form";
import type * as z from "zod";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { minPasswordLength, setUpInput } from "@/lib/people/rules";
import type { ActionResult } from "@/lib/web/form-action";
import { setUpAction } from "./actions";

type SetUp = z.output<typeof setUpInput>;
type Refused = Extract<ActionResult<void>, { ok: false }>;

const fields = [
  { name: "accountName", label: "Account name", hint: "Usually the organisation’s.", autoComplete: "organization" },
  { name: "name", label: "Your name", autoComplete: "name" },
  { name: "email", label: "Email", hint: "You sign in with it.", type: "email", autoComplete: "username" },
  {
    name: "password",
    label: "Password",
    hint: `At least ${minPasswordLength} characters.`,
    type: "password",
    autoComplete: "new-password",
  },
] as const satisfies { name: keyof SetUp; label: string; hint?: string; type?: string; autoComplete: string }[];

export function SetUpForm({ token }: { token: string }) {
  const { form, submit } = useSetUp(token);
  const { errors, isReady, isSubmitting, isSubmitSuccessful } = form.formState;
  return (
    <form method="post" noValidate onSubmit={form.handleSubmit(submit)} className="space-y-5">
      {errors.root?.message && <Alert tone="bad">{errors.root.message}</Alert>}
      {fields.map(({ name, label, ...field }) => (
        <Field
          key={name}
          label={label}
          hint={"hint" in field && !errors[name] && field.hint}
          error={errors[name]?.message}
        >
          {(control) => (
            <Input
              type={"type" in field ? field.type : "text"}
              autoComplete={field.autoComplete}
              {...control}
              {...form.register(name)}
            />
          )}
        </Field>
      ))}
      <Button
        type="submit"
        variant="primary"
        className="w-full"
        disabled={!isReady}
        pending={isSubmitting || isSubmitSuccessful}
      >
        Create account
      </Button>
    </form>
  );
}

/** Creates the account, signs its owner in and goes to Created apps; a refusal is shown where it belongs. */
function useSetUp(token: string) {
  const form = useForm<SetUp>({ resolver: zodResolver(setUpInput), defaultValues: { token } });

  function show({ message, items }: Pick<Refused, "message" | "items">) {
    form.setError("root", { message });
    form.setFocus("accountName");
    for (const { name } of fields) {
      const item = items.find(({ field }) => field === name);
      if (item) form.setError(name, { message: item.message }, { shouldFocus: true });
    }
  }

  async function submit(input: SetUp) {
    const result = await setUpAction(input).catch(unreachable);
    if (!result.ok) return show(result);
    const entered = await signIn("credentials", {
      redirect: false,
      email: input.email,
      password: input.password,
    }).catch(() => undefined);
    window.location.assign(entered?.ok ? "/apps" : "/sign-in");
  }

  return { form, submit };
}

const unreachable = (): Refused => ({
  ok: false,
  code: "unexpected",
  message: "The server cannot be reached. What you typed is still here: check the connection, then try again.",
  items: [],
});
