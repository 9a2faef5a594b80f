"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { signIn } from "next-auth/react";
import { useForm } from "react-hook-form";
import type * as z from "zod";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { joinInput, minPasswordLength } from "@/lib/people/rules";
import { joinAction } from "./actions";

type Join = z.output<typeof joinInput>;

export function JoinForm({ token, email }: { token: string; email: string }) {
  const form = useForm<Join>({ resolver: zodResolver(joinInput), defaultValues: { token } });
  const { errors, isReady, isSubmitting, isSubmitSuccessful } = form.formState;

  async function submit(input: Join) {
    const problem = await tryToJoin(input, email);
    if (!problem) return;
    form.setError("root", { message: problem });
    form.setFocus("name");
  }

  return (
    <form method="post" noValidate onSubmit={form.handleSubmit(submit)} className="space-y-5">
      {errors.root?.message && <Alert tone="bad">{errors.root.message}</Alert>}
      {/* For password managers, which otherwise would keep the password under the person's name. */}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <Field label="Your name" error={errors.name?.message}>
        {(control) => <Input autoComplete="name" {...control} {...form.register("name")} />}
      </Field>
      <Field
        label="Password"
        hint={!errors.password && `At least ${minPasswordLength} characters.`}
        error={errors.password?.message}
      >
        {(control) => <Input type="password" autoComplete="new-password" {...control} {...form.register("password")} />}
      </Field>
      <Button
        type="submit"
        variant="primary"
        className="w-full"
        disabled={!isReady}
        pending={isSubmitting || isSubmitSuccessful}
      >
        Join
      </Button>
    </form>
  );
}

/** Joins, signs in and goes to Created apps; answers the sentence that says why it did not work. */
async function tryToJoin(input: Join, email: string): Promise<string | null> {
  try {
    const joined = await joinAction(input);
    if (!joined.ok) return joined.message;
  } catch {
    return "The server cannot be reached. What you typed is still here: check the connection, then try again.";
  }
  const entered = await signIn("credentials", { redirect: false, email, password: input.password }).catch(
    () => undefined,
  );
  window.location.assign(entered?.ok ? "/apps" : "/sign-in");
  return null;
}
