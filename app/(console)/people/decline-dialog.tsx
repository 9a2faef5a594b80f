"use client";

import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toaster";
import type { ScopeRequest } from "@/lib/requests/queries";
import { ActField } from "../../_act/act-form";
import { FormDialog } from "../../_act/form-dialog";
import { useActForm } from "../../_act/use-act-form";
import { declineScopeRequestAction } from "./actions";

type Props = { request: ScopeRequest; onClose: () => void };

/** Declines a request, with a note to the person who asked. */
export function DeclineDialog({ request, onClose }: Props) {
  const { id, scopeId, askedBy, app } = request;
  const form = useActForm({
    action: declineScopeRequestAction,
    fields: ["note"],
    defaultValues: { requestId: id, note: "" },
    onDone: () => {
      onClose();
      // The focused row is removed, so the focus moves to the page content.
      document.getElementById("content")?.focus();
      toast.success(`The request for ${scopeId} was declined.`);
    },
  });
  return (
    <FormDialog
      onOpenChange={onClose}
      size="sm"
      title="Decline the request?"
      description={
        <>
          {askedBy} asks for <code className="font-mono text-sm break-all">{scopeId}</code> in {app.name}.
        </>
      }
      form={form}
      submit="Decline"
    >
      <ActField form={form} name="note" label="Note" hint={`What ${askedBy} should know or do instead. Optional.`}>
        {(control) => <Input autoComplete="off" {...control} />}
      </ActField>
    </FormDialog>
  );
}
