"use client";

import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Input } from "@/components/ui/input";
import { resetHours } from "@/lib/limits";
import { ActField } from "../../_act/act-form";
import { useActForm } from "../../_act/use-act-form";
import { AuthForm } from "../../_entry/auth-form";
import { requestResetLinkAction } from "./actions";

/** Requests a password link by email. The reply is the same whether or not the address is known. */
export function ForgotForm() {
  const [askedFor, setAskedFor] = useState<string | null>(null);
  const form = useActForm({
    schema: forgotSchema,
    action: requestResetLinkAction,
    fields: ["email"],
    onDone: (_, { email }) => setAskedFor(email),
  });
  if (askedFor) {
    return (
      <Alert tone="good" title="Check your email">
        If someone here signs in with <span className="break-all">{askedFor}</span>, a link is on its way there. It
        works once, within {resetHours} hours.
      </Alert>
    );
  }
  return (
    <AuthForm form={form} submit="Email me a link">
      <ActField form={form} name="email" label="Email" hint={!form.errorOf("email") && "The one you sign in with."}>
        {(control) => <Input type="email" autoComplete="username" {...control} />}
      </ActField>
    </AuthForm>
  );
}

const forgotSchema = () => import("@/lib/people/rules").then((rules) => rules.forgotInput);
