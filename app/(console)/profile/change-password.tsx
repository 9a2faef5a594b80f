"use client";

import { useEffect } from "react";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toaster";
import { ActField, ActForm, ActSubmit } from "../../_act/act-form";
import { useActForm } from "../../_act/use-act-form";
import { NewPasswordField } from "../../_entry/new-password-field";
import { changePasswordAction } from "./actions";

/** The form for a new password, emptied after each change. Password managers need `email` to know whose it is. */
export function ChangePassword({ email }: { email: string }) {
  const form = useActForm({
    schema: passwordSchema,
    action: changePasswordAction,
    fields: ["current", "password"],
    defaultValues: { current: "", password: "" },
    onDone: ({ endedSessions }) => void toast.success(`Your password is changed.${sessionWords(endedSessions)}`),
  });
  const { isDone, reset } = form;
  useEffect(() => {
    if (isDone) reset();
  }, [isDone, reset]);
  return (
    <ActForm form={form} className="max-w-md space-y-5">
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <ActField form={form} name="current" label="Current password">
        {(control) => <Input type="password" autoComplete="current-password" {...control} />}
      </ActField>
      <NewPasswordField label="New password" error={form.errorOf("password")} input={form.register("password")} />
      <ActSubmit form={form} variant="primary">
        Change password
      </ActSubmit>
    </ActForm>
  );
}

function sessionWords(ended: number): string {
  if (ended === 0) return "";
  return ended === 1 ? " Your other session was signed out." : ` Your ${ended} other sessions were signed out.`;
}

const passwordSchema = () => import("@/lib/people/rules").then((rules) => rules.changePasswordInput);
