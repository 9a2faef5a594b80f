import type { ComponentProps, ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";

type AuthFormProps = {
  /** The state of the form, as useActionForm has it. */
  form: Pick<ComponentProps<"form">, "onSubmit"> & {
    message: string | undefined;
    isReady: boolean;
    pending: boolean;
    /** It was taken, and leads away from here. */
    isDone: boolean;
  };
  submit: string;
  children: ReactNode;
};

/** The form of somebody who is not signed in: why it was refused, its fields, and one button as wide as they are. */
export function AuthForm({ form: { onSubmit, message, isReady, pending, isDone }, submit, children }: AuthFormProps) {
  return (
    <form method="post" noValidate onSubmit={onSubmit} className="space-y-5">
      {message && <Alert tone="bad">{message}</Alert>}
      {children}
      <Button type="submit" variant="primary" className="w-full" disabled={!isReady} pending={pending || isDone}>
        {submit}
      </Button>
    </form>
  );
}
