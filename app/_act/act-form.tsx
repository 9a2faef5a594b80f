import type { ComponentProps, FormEvent, ReactNode } from "react";
import type { FieldValues, Path, UseFormRegister } from "react-hook-form";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { type ControlProps, Field } from "@/components/ui/field";
import { DraftNote } from "../_draft/draft-note";
import type { FormDraft } from "../_draft/use-draft";
import { SignIn } from "../_reach/sign-in";

type ActFormProps = Pick<ComponentProps<"form">, "id" | "className" | "children"> & {
  form: {
    onSubmit: (event: FormEvent<HTMLFormElement>) => unknown;
    message?: string | undefined;
    code?: string | null;
    draft?: FormDraft;
  };
};

/** The form element for useActForm: the restored draft and the refusal, if any, then the fields. */
export function ActForm({ form, children, className = "space-y-5", id }: ActFormProps) {
  const { onSubmit, message, code = null, draft } = form;
  return (
    <form id={id} method="post" noValidate onSubmit={onSubmit} className={className}>
      {draft && <DraftNote draft={draft} />}
      {message && (
        <Alert tone="bad" actions={wayOn(code)}>
          {message}
        </Alert>
      )}
      {children}
    </form>
  );
}

/** What helps after a refusal with this code. */
function wayOn(code: string | null): ReactNode {
  if (code === "signed-out") return <SignIn />;
  return code === "unreachable" && <Button type="submit">Retry</Button>;
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
