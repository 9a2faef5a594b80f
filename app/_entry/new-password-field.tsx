import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { minPasswordLength } from "@/lib/text/length";
import type { useActForm } from "../_act/use-act-form";

type Register = ReturnType<ReturnType<typeof useActForm>["register"]>;

type NewPasswordProps = {
  label?: string;
  error: string | undefined;
  input: Register;
  /** The address the password belongs to, if the form has no field for it. */
  email?: string;
};

/** A field for a new password. The hint gives the minimum length until there is an error to show. */
export function NewPasswordField({ label = "Password", error, input, email }: NewPasswordProps) {
  return (
    <>
      {/* Lets password managers save the password under the right address. */}
      {email !== undefined && <input type="email" autoComplete="username" value={email} readOnly hidden />}
      <Field label={label} hint={!error && `At least ${minPasswordLength} characters.`} error={error}>
        {(control) => <Input type="password" autoComplete="new-password" {...control} {...input} />}
      </Field>
    </>
  );
}
