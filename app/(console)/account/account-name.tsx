"use client";

import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toaster";
import { ActField, ActForm, ActSubmit } from "../../_act/act-form";
import { useActForm } from "../../_act/use-act-form";
import { renameAccountAction } from "./actions";

/** `whyNot`: why the reader may not rename the account; null if they may. */
export function AccountName({ name, whyNot }: { name: string; whyNot: string | null }) {
  const form = useActForm({
    schema: nameSchema,
    action: renameAccountAction,
    fields: ["name"],
    defaultValues: { name },
    draft: whyNot === null ? { name: "account-name", fields: ["name"] } : undefined,
    onDone: (_, input) => void toast.success(`Account renamed to ${input.name}.`),
  });
  return (
    <ActForm form={form} className="space-y-4">
      <ActField
        form={form}
        name="name"
        label="Account name"
        hint={whyNot ?? "Shown to everyone in the account and in invitations."}
      >
        {(control) => (
          <div className="flex gap-2">
            <Input readOnly={whyNot !== null} autoComplete="organization" defaultValue={name} {...control} />
            {whyNot === null && <ActSubmit form={form}>Save name</ActSubmit>}
          </div>
        )}
      </ActField>
    </ActForm>
  );
}

const nameSchema = () => import("@/lib/people/rules").then((rules) => rules.renameAccountInput);
