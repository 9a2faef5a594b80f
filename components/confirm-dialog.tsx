"use client";

import { type FormEvent, type ReactNode, useId, useState } from "react";
import { TypedField } from "@/components/typed-field";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, type DialogParts } from "@/components/ui/dialog";

type ConfirmDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** What will happen, in full sentences. */
  children: ReactNode;
  confirmLabel: string;
  tone?: "danger" | "primary";
  /** Text that must be typed exactly before the action can be confirmed. */
  typed?: { label: string; expected: string } | undefined;
  pending?: boolean;
  error?: string | undefined;
  /** Replaces the question, in the same dialog. */
  instead?: DialogParts | null;
  onConfirm: () => void;
};

/** Asks for confirmation before an action that is hard to undo. Stays open until the caller closes it. */
export function ConfirmDialog({
  open,
  onOpenChange,
  title,
  children,
  confirmLabel,
  tone = "danger",
  pending = false,
  instead = null,
  ...act
}: ConfirmDialogProps) {
  const formId = useId();
  const [text, setText] = useTypedText(open);
  const blocked = act.typed !== undefined && text !== act.typed.expected;

  function confirm(event: FormEvent) {
    event.preventDefault();
    if (!blocked && !pending) act.onConfirm();
  }

  const footer = (
    <>
      <Button onClick={() => onOpenChange(false)}>Cancel</Button>
      <Button type="submit" form={formId} variant={tone} disabled={blocked} pending={pending}>
        {confirmLabel}
      </Button>
    </>
  );
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title} size="sm" footer={footer} instead={instead}>
      <form id={formId} onSubmit={confirm} className="space-y-4">
        <div className="space-y-2 break-words text-ink-soft">{children}</div>
        {act.typed && <TypedField {...act.typed} text={text} onText={setText} />}
        {act.error && <Alert tone="bad">{act.error}</Alert>}
      </form>
    </Dialog>
  );
}

/** The typed text; cleared whenever the dialog opens or closes. */
function useTypedText(open: boolean) {
  const [wasOpen, setWasOpen] = useState(open);
  const [text, setText] = useState("");
  if (open !== wasOpen) {
    setWasOpen(open);
    setText("");
  }
  return [text, setText] as const;
}
