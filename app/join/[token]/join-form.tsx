"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { enter } from "@/lib/web/enter";
import { useActionForm } from "@/lib/web/use-action-form";
import { AuthForm } from "../../_entry/auth-form";
import { NewPasswordField } from "../../_entry/new-password-field";
import { joinAction } from "./actions";

/** Joins, signs in and goes to Created apps. */
export function JoinForm({ token, email }: { token: string; email: string }) {
  const form = useActionForm({
    schema: joinSchema,
    action: joinAction,
    fields: ["name", "password"],
    defaultValues: { token },
    onDone: (_, { password }) => enter(email, password),
  });
  return (
    <AuthForm form={form} submit="Join">
      <Field label="Your name" error={form.errorOf("name")}>
        {(control) => <Input autoComplete="name" {...control} {...form.register("name")} />}
      </Field>
      <NewPasswordField email={email} error={form.errorOf("password")} input={form.register("password")} />
    </AuthForm>
  );
}

const joinSchema = () => import("@/lib/people/rules").then((rules) => rules.joinInput);
