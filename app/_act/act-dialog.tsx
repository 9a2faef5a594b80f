"use client";

import type { ComponentProps } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { type Asking, consentParts } from "./consent-dialog";

type ActDialogProps = Omit<ComponentProps<typeof ConfirmDialog>, "open" | "error" | "instead"> & {
  open?: boolean;
  act: Asking & { error: string | undefined };
};

/** Asks for confirmation before an action. Shows a refusal; a request for consent replaces the dialog's content. */
export function ActDialog({ act, open = true, onOpenChange, pending = false, ...props }: ActDialogProps) {
  const close = () => {
    act.drop();
    onOpenChange(false);
  };
  return (
    <ConfirmDialog
      {...props}
      open={open}
      onOpenChange={(wanted) => (wanted ? onOpenChange(true) : close())}
      pending={act.pending || pending}
      error={act.error}
      instead={consentParts({ ...act, drop: close })}
    />
  );
}
