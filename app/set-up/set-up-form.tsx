"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { enter } from "@/lib/web/enter";
import { useActionForm } from "@/lib/web/use-action-form";
import { AuthForm } from "../_entry/auth-form";
import { NewPasswordField } from "../_entry/new-password-field";
import { setUpAction } from "./actions";

/** Creates the account, signs its owner in and goes to Created apps. `accountName` stands there to begin with. */
export function SetUpForm({ token, accountName }: { token: string; accountName: string }) {
  const form = useActionForm({
    schema: setUpSchema,
    action: setUpAction,
    fields: ["accountName", "name", "email", "password"],
    defaultValues: { token, accountName },
    onDone: (_, { email, password }) => enter(email, password),
  });
  return (
    <AuthForm form={form} submit="Create account">
      <Field
        label="Account name"
        hint={!form.errorOf("accountName") && "Usually the organisation’s."}
        error={form.errorOf("accountName")}
      >
        {(control) => (
          <Input
            autoComplete="organization"
            defaultValue={accountName}
            {...control}
            {...form.register("accountName")}
          />
        )}
      </Field>
      <Field label="Your name" error={form.errorOf("name")}>
        {(control) => <Input autoComplete="name" {...control} {...form.register("name")} />}
      </Field>
      <Field label="Email" hint={!form.errorOf("email") && "You sign in with it."} error={form.errorOf("email")}>
        {(control) => <Input type="email" autoComplete="username" {...control} {...form.register("email")} />}
      </Field>
      <NewPasswordField error={form.errorOf("password")} input={form.register("password")} />
    </AuthForm>
  );
}

const setUpSchema = () => import("@/lib/people/rules").then((rules) => rules.setUpInput);
