"use client";

import { Input } from "@/components/ui/input";
import { ActField } from "../../../../../_act/act-form";
import { FormDialog } from "../../../../../_act/form-dialog";
import { useActForm } from "../../../../../_act/use-act-form";
import { askForScopeAction } from "./actions";

type Props = { appId: string; scopeId: string; onClose: () => void; onDone: () => void };

/** Requests a locked scope from those who manage people, with a reason; they see it on People. */
export function RequestDialog({ appId, scopeId, onClose, onDone }: Props) {
  const form = useActForm({
    action: askForScopeAction,
    fields: ["reason"],
    defaultValues: { appId, scopeId, reason: "" },
    onDone: () => {
      onClose();
      onDone();
    },
  });
  return (
    <FormDialog
      onOpenChange={onClose}
      size="sm"
      title="Request access"
      description={<code className="font-mono text-sm break-all">{scopeId}</code>}
      form={form}
      submit="Send request"
    >
      <p className="text-ink-soft">
        Everyone who manages people sees the request. You get the answer on the app, and by email if email is set up.
      </p>
      <ActField form={form} name="reason" label="Reason" hint="What the app needs it for. Optional.">
        {(control) => <Input autoComplete="off" {...control} />}
      </ActField>
    </FormDialog>
  );
}
