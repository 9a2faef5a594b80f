import type { ComponentProps, ReactNode } from "react";
import { ActForm, ActSubmit } from "../_act/act-form";

type AuthFormProps = {
  /** The state of the form, as useActForm has it; done, it leads away from here. */
  form: ComponentProps<typeof ActForm>["form"] & ComponentProps<typeof ActSubmit>["form"] & { isDone: boolean };
  submit: string;
  children: ReactNode;
};

/** The form of somebody who is not signed in: why it was refused, its fields, and one button as wide as they are. */
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
