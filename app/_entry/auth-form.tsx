import type { ComponentProps, ReactNode } from "react";
import { ActForm, ActSubmit } from "../_act/act-form";

type AuthFormProps = {
  /** The form's state, as useActForm returns it. Once `isDone`, the button stays pending while the browser moves on. */
  form: ComponentProps<typeof ActForm>["form"] & ComponentProps<typeof ActSubmit>["form"] & { isDone: boolean };
  submit: string;
  children: ReactNode;
};

/** A form for people who aren't signed in: the refusal, if any, the fields and one full-width button. */
export function AuthForm({ form, submit, children }: AuthFormProps) {
  return (
    <ActForm form={form}>
      {children}
      <ActSubmit form={form} variant="primary" className="w-full" pending={form.isDone}>
        {submit}
      </ActSubmit>
    </ActForm>
  );
}
