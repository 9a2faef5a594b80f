import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { minPasswordLength } from "@/lib/limits";
import type { useActForm } from "../_act/use-act-form";

type Register = ReturnType<ReturnType<typeof useActForm>["register"]>;

type NewPasswordProps = {
  label?: string;
  error: string | undefined;
  input: Register;
  /** Whose password it is, where no field of the form says so. */
  email?: string;
};

/** A password that somebody chooses, with its least length until something is wrong with it. */
export function NewPasswordField({ label = "Password", error, input, email }: NewPasswordProps) {
  return (
    <>
      {/* For password managers, which otherwise would keep the password under another name or none. */}
      {email !== undefined && <input type="email" autoComplete="username" value={email} readOnly hidden />}
      <Field label={label} hint={!error && `At least ${minPasswordLength} characters.`} error={error}>
        {(control) => <Input type="password" autoComplete="new-password" {...control} {...input} />}
      </Field>
    </>
  );
}
