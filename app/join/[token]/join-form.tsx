"use client";

import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { minPasswordLength } from "@/lib/people/limits";
import { enter } from "@/lib/web/enter";
import { useActionForm } from "@/lib/web/use-action-form";
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
    <form method="post" noValidate onSubmit={form.onSubmit} className="space-y-5">
      {form.message && <Alert tone="bad">{form.message}</Alert>}
      {/* For password managers, which otherwise would keep the password under the person's name. */}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <Field label="Your name" error={form.errorOf("name")}>
        {(control) => <Input autoComplete="name" {...control} {...form.register("name")} />}
      </Field>
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
        Join
      </Button>
    </form>
  );
}

const joinSchema = () => import("@/lib/people/rules").then((rules) => rules.joinInput);
