"use client";

import { Input } from "@/components/ui/input";
import { enter } from "@/lib/web/enter";
import { ActField } from "../_act/act-form";
import { useActForm } from "../_act/use-act-form";
import { AuthForm } from "../_entry/auth-form";
import { NewPasswordField } from "../_entry/new-password-field";
import { setUpAction } from "./actions";

/** Creates the account, signs its owner in and opens Created apps. `accountName` is the initial value of its field. */
export function SetUpForm({ token, accountName }: { token: string; accountName: string }) {
  const form = useActForm({
    schema: setUpSchema,
    action: setUpAction,
    fields: ["accountName", "name", "email", "password"],
    defaultValues: { token, accountName, name: "", email: "" },
    draft: { name: "set-up", fields: ["accountName", "name", "email"] },
    onDone: (_, { email, password }) => enter(email, password),
  });
  return (
    <AuthForm form={form} submit="Create account">
      <ActField
        form={form}
        name="accountName"
        label="Account name"
        hint={!form.errorOf("accountName") && "Usually the organisation’s."}
      >
        {(control) => <Input autoComplete="organization" defaultValue={accountName} {...control} />}
      </ActField>
      <ActField form={form} name="name" label="Your name">
        {(control) => <Input autoComplete="name" {...control} />}
      </ActField>
      <ActField form={form} name="email" label="Email" hint={!form.errorOf("email") && "You sign in with it."}>
        {(control) => <Input type="email" autoComplete="username" {...control} />}
      </ActField>
      <NewPasswordField error={form.errorOf("password")} input={form.register("password")} />
    </AuthForm>
  );
}

const setUpSchema = () => import("@/lib/people/rules").then((rules) => rules.setUpInput);
