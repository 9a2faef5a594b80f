"use client";

import { Input } from "@/components/ui/input";
import { enter } from "@/lib/web/enter";
import { ActField } from "../../_act/act-form";
import { useActForm } from "../../_act/use-act-form";
import { AuthForm } from "../../_entry/auth-form";
import { NewPasswordField } from "../../_entry/new-password-field";
import { joinAction } from "./actions";

/** Joins, signs in and opens Created apps. */
export function JoinForm({ token, email }: { token: string; email: string }) {
  const form = useActForm({
    schema: joinSchema,
    action: joinAction,
    fields: ["name", "password"],
    defaultValues: { token, name: "" },
    draft: { name: "join", fields: ["name"] },
    onDone: (_, { password }) => enter(email, password),
  });
  return (
    <AuthForm form={form} submit="Join">
      <ActField form={form} name="name" label="Your name">
        {(control) => <Input autoComplete="name" {...control} />}
      </ActField>
      <NewPasswordField email={email} error={form.errorOf("password")} input={form.register("password")} />
    </AuthForm>
  );
}

const joinSchema = () => import("@/lib/people/rules").then((rules) => rules.joinInput);
