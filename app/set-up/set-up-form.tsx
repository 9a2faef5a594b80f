"use client";

import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { minPasswordLength } from "@/lib/people/limits";
import { enter } from "@/lib/web/enter";
import { useActionForm } from "@/lib/web/use-action-form";
import { setUpAction } from "./actions";

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
] as const;

/** Creates the account, signs its owner in and goes to Created apps. `accountName` stands there to begin with. */
export function SetUpForm({ token, accountName }: { token: string; accountName: string }) {
  const form = useActionForm({
    schema: setUpSchema,
    action: setUpAction,
    fields: fields.map(({ name }) => name),
    defaultValues: { token, accountName },
    onDone: (_, { email, password }) => enter(email, password),
  });
  return (
    <form method="post" noValidate onSubmit={form.onSubmit} className="space-y-5">
      {form.message && <Alert tone="bad">{form.message}</Alert>}
      {fields.map(({ name, label, ...field }) => (
        <Field
          key={name}
          label={label}
          hint={"hint" in field && !form.errorOf(name) && field.hint}
          error={form.errorOf(name)}
        >
          {(control) => (
            <Input
              type={"type" in field ? field.type : "text"}
              autoComplete={field.autoComplete}
              defaultValue={name === "accountName" ? accountName : undefined}
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
        disabled={!form.isReady}
        pending={form.pending || form.isDone}
      >
        Create account
      </Button>
    </form>
  );
}

const setUpSchema = () => import("@/lib/people/rules").then((rules) => rules.setUpInput);
