import type { ComponentProps, FormEvent, ReactNode } from "react";
import type { FieldValues, Path, UseFormRegister } from "react-hook-form";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { type ControlProps, Field } from "@/components/ui/field";

type ActFormProps = Pick<ComponentProps<"form">, "id" | "className" | "children"> & {
  form: { onSubmit: (event: FormEvent<HTMLFormElement>) => unknown; message?: string | undefined };
};

/** The form element for useActForm: the refusal, if any, then the fields. */
export function ActForm({ form: { onSubmit, message }, children, className = "space-y-5", id }: ActFormProps) {
  return (
    <form id={id} method="post" noValidate onSubmit={onSubmit} className={className}>
      {message && <Alert tone="bad">{message}</Alert>}
      {children}
    </form>
  );
}

type SubmitProps = Omit<ComponentProps<typeof Button>, "form" | "type" | "disabled"> & {
  form: { isReady: boolean; pending: boolean };
};

/** The form's submit button. Disabled until React has hydrated: until then the browser would submit the form itself. */
export function ActSubmit({ form, pending = false, ...button }: SubmitProps) {
  return <Button type="submit" disabled={!form.isReady} pending={form.pending || pending} {...button} />;
}

type ActFieldProps<Input extends FieldValues> = Omit<ComponentProps<typeof Field>, "error" | "children"> & {
  form: { register: UseFormRegister<Input>; errorOf: (name: Path<Input>) => string | undefined };
  name: Path<Input>;
  children: (control: ControlProps & ReturnType<UseFormRegister<Input>>) => ReactNode;
};

/** A field of useActForm with its label, hint and error. */
export function ActField<Input extends FieldValues>({ form, name, children, ...field }: ActFieldProps<Input>) {
  return (
    <Field {...field} error={form.errorOf(name)}>
      {(control) => children({ ...control, ...form.register(name) })}
    </Field>
  );
}
