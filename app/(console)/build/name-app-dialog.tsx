"use client";

import { goTo } from "@/components/navigation";
import { Input } from "@/components/ui/input";
import { lengthOf } from "@/lib/text/length";
import { ActField } from "../../_act/act-form";
import { FormDialog } from "../../_act/form-dialog";
import { useActForm } from "../../_act/use-act-form";
import { createAppAction } from "./actions";

type Props = { open: boolean; onOpenChange: (open: boolean) => void };

/** Asks for the app's name. Create saves the app as a Draft. */
export function NameAppDialog({ open, onOpenChange }: Props) {
  const form = useActForm({
    schema: nameSchema,
    action: createAppAction,
    fields: ["name"],
    defaultValues: { name: "" },
    draft: { name: "new-app", fields: ["name"] },
    onDone: ({ appId }) => goTo(`/apps/${appId}/credentials`),
  });
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Name your app"
      size="sm"
      form={{ ...form, pending: form.pending || form.isDone }}
      submit="Create"
    >
      <ActField form={form} name="name" label="App name" count={{ now: lengthOf(form.watch("name")), max: 50 }}>
        {(control) => <Input {...control} autoComplete="off" />}
      </ActField>
    </FormDialog>
  );
}

const nameSchema = () =>
  import("@/lib/apps/information-rules").then((rules) => rules.informationInput.pick({ name: true }));
