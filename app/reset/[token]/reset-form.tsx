"use client";

import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { minPasswordLength } from "@/lib/people/limits";
import { enter } from "@/lib/web/enter";
import { useActionForm } from "@/lib/web/use-action-form";
import { resetPasswordAction } from "./actions";

/** Sets the new password, signs in with it and goes to Created apps. */
export function ResetForm({ token, email }: { token: string; email: string }) {
  const form = useActionForm({
    schema: resetSchema,
    action: resetPasswordAction,
    fields: ["password"],
    defaultValues: { token },
    onDone: (_, { password }) => enter(email, password),
  });
  return (
    <form method="post" noValidate onSubmit={form.onSubmit} className="space-y-5">
      {form.message && <Alert tone="bad">{form.message}</Alert>}
      {/* For password managers: whose password it is. */}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <Field
        label="Password"
        hint={!form.errorOf("password") && `At least ${minPasswordLength} characters.`}
        error={form.errorOf("password")}
      >
        {(control) => <Input type="password" autoComplete="new-password" {...control} {...form.register("password")} />}
      </Field>
      <Button
        type="submit"
        variant="primary"
        className="w-full"
        disabled={!form.isReady}
        pending={form.pending || form.isDone}
      >
        Set password
      </Button>
    </form>
  );
}

const resetSchema = () => import("@/lib/people/rules").then((rules) => rules.resetInput);
