"use client";

import { enter } from "@/lib/web/enter";
import { useActForm } from "../../_act/use-act-form";
import { AuthForm } from "../../_entry/auth-form";
import { NewPasswordField } from "../../_entry/new-password-field";
import { resetPasswordAction } from "./actions";

/** Sets the new password, signs in with it and opens Created apps. */
export function ResetForm({ token, email }: { token: string; email: string }) {
  const form = useActForm({
    schema: resetSchema,
    action: resetPasswordAction,
    fields: ["password"],
    defaultValues: { token },
    onDone: (_, { password }) => enter(email, password),
  });
  return (
    <AuthForm form={form} submit="Set password">
      <NewPasswordField email={email} error={form.errorOf("password")} input={form.register("password")} />
    </AuthForm>
  );
}

const resetSchema = () => import("@/lib/people/rules").then((rules) => rules.resetInput);
