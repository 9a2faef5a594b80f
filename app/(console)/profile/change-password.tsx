"use client";

import { useEffect } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toaster";
import { useActionForm } from "@/lib/web/use-action-form";
import { NewPasswordField } from "../../_entry/new-password-field";
import { changePasswordAction } from "./actions";

/** The form for a new password; empty again once it is changed. `email` tells password managers whose it is. */
export function ChangePassword({ email }: { email: string }) {
  const form = useActionForm({
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
    <form method="post" noValidate onSubmit={form.onSubmit} className="max-w-md space-y-5">
      {form.message && <Alert tone="bad">{form.message}</Alert>}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <Field label="Current password" error={form.errorOf("current")}>
        {(control) => (
          <Input type="password" autoComplete="current-password" {...control} {...form.register("current")} />
        )}
      </Field>
      <NewPasswordField label="New password" error={form.errorOf("password")} input={form.register("password")} />
      <Button type="submit" variant="primary" disabled={!form.isReady} pending={form.pending}>
        Change password
      </Button>
    </form>
  );
}

function sessionWords(ended: number): string {
  if (ended === 0) return "";
  return ended === 1 ? " Your other session was ended." : ` Your ${ended} other sessions were ended.`;
}

const passwordSchema = () => import("@/lib/people/rules").then((rules) => rules.changePasswordInput);
