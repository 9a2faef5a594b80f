import type { ComponentProps, ReactNode } from "react";
import type { FieldValues, Path, UseFormRegister } from "react-hook-form";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { type ControlProps, Field } from "@/components/ui/field";

type FormState = Pick<ComponentProps<"form">, "onSubmit"> & {
  message: string | undefined;
  isReady: boolean;
  pending: boolean;
};

type ActFormProps = Pick<ComponentProps<"form">, "id" | "className" | "children"> & { form: FormState };

/** The form of an act (useActForm): why it was refused, then its fields. */
export function ActForm({ form: { onSubmit, message }, children, className = "space-y-5", id }: ActFormProps) {
  return (
    <form id={id} method="post" noValidate onSubmit={onSubmit} className={className}>
      {message && <Alert tone="bad">{message}</Alert>}
      {children}
    </form>
  );
}

type SubmitProps = Omit<ComponentProps<typeof Button>, "form" | "type" | "disabled"> & { form: FormState };

/** Sends the form it lies in. Disabled until the page's scripts are there: before, the browser would send it by itself. */
export function ActSubmit({ form, pending = false, ...button }: SubmitProps) {
  return <Button type="submit" disabled={!form.isReady} pending={form.pending || pending} {...button} />;
}

type ActFieldProps<Input extends FieldValues> = Omit<ComponentProps<typeof Field>, "error" | "children"> & {
  form: { register: UseFormRegister<Input>; errorOf: (name: Path<Input>) => string | undefined };
  name: Path<Input>;
  children: (control: ControlProps & ReturnType<UseFormRegister<Input>>) => ReactNode;
};

/** A field of an act's form: its label, its hint, and what was refused about it. */
export function ActField<Input extends FieldValues>({ form, name, children, ...field }: ActFieldProps<Input>) {
  return (
    <Field {...field} error={form.errorOf(name)}>
      {(control) => children({ ...control, ...form.register(name) })}
    </Field>
  );
}
