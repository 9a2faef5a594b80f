"use client";

import { type ComponentProps, useId } from "react";
import { Button, type ButtonProps } from "@/components/ui/button";
import { Dialog, type DialogProps } from "@/components/ui/dialog";
import { ActForm } from "./act-form";

type FormDialogProps = Omit<DialogProps, "open" | "footer" | "instead" | "bare"> & {
  open?: boolean;
  form: ComponentProps<typeof ActForm>["form"] & { pending: boolean };
  submit: string;
  tone?: NonNullable<ButtonProps["variant"]>;
  /** The form can't be submitted yet. */
  disabled?: boolean;
};

/** A dialog with one form: its fields, Cancel and a submit button. Only Cancel discards what was typed. */
export function FormDialog({
  open = true,
  form,
  submit,
  tone = "primary",
  disabled = false,
  children,
  ...dialog
}: FormDialogProps) {
  const id = useId();
  function cancel() {
    form.draft?.discard();
    dialog.onOpenChange(false);
  }
  const footer = (
    <>
      <Button onClick={cancel}>Cancel</Button>
      <Button type="submit" form={id} variant={tone} disabled={disabled} pending={form.pending}>
        {submit}
      </Button>
    </>
  );
  return (
    <Dialog {...dialog} open={open} footer={footer}>
      <ActForm id={id} form={form}>
        {children}
      </ActForm>
    </Dialog>
  );
}
