"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { getProviders, signIn } from "next-auth/react";
import { useForm } from "react-hook-form";
import * as z from "zod";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { unreachable } from "@/components/unreachable";
import { emailInput } from "@/lib/text/inputs";
import { AuthForm } from "../_entry/auth-form";

const signInInput = z.object({ email: emailInput, password: z.string().min(1, "Enter your password.") });

type SignIn = z.output<typeof signInInput>;

const failed = "Signing in did not work. Try again.";

/** `to` is where to go once signed in. */
export function SignInForm({ to }: { to: string }) {
  const form = useForm<SignIn>({ resolver: zodResolver(signInInput) });
  const { errors, isReady, isSubmitting, isSubmitSuccessful } = form.formState;

  async function submit(input: SignIn) {
    const problem = await tryToSignIn(input);
    if (!problem) return window.location.assign(to);
    form.setError("root", { message: problem });
    form.setFocus("password", { shouldSelect: true });
  }

  return (
    <AuthForm
      form={{
        onSubmit: form.handleSubmit(submit),
        message: errors.root?.message,
        isReady,
        pending: isSubmitting,
        isDone: isSubmitSuccessful,
      }}
      submit="Sign in"
    >
      <Field label="Email" error={errors.email?.message}>
        {(control) => <Input type="email" autoComplete="username" {...control} {...form.register("email")} />}
      </Field>
      <Field label="Password" error={errors.password?.message}>
        {(control) => (
          <Input type="password" autoComplete="current-password" {...control} {...form.register("password")} />
        )}
      </Field>
    </AuthForm>
  );
}

/** The error to show; null if signing in succeeded. */
async function tryToSignIn(input: SignIn): Promise<string | null> {
  // Check first that the server answers: if not, next-auth navigates away and loses the input.
  if (!(await getProviders())) return unreachable;
  try {
    const result = await signIn("credentials", { redirect: false, ...input });
    return result?.ok && !result.error ? null : sentenceOf(result?.error);
  } catch {
    return unreachable;
  }
}

/** Our own refusals arrive as sentences, next-auth's as one-word codes, which are replaced. */
const sentenceOf = (error: string | null | undefined): string => (error?.includes(" ") ? error : failed);
