"use client";

import { useRouter } from "next/navigation";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { lengthOf } from "@/lib/text/length";
import { ActField, ActForm } from "../../_act/act-form";
import { useActForm } from "../../_act/use-act-form";
import { createAppAction } from "./actions";

type Props = { open: boolean; onOpenChange: (open: boolean) => void };

/** Asks for the app's name; from Create on the app exists, as a Draft. */
export function NameAppDialog({ open, onOpenChange }: Props) {
  const formId = useId();
  const router = useRouter();
  const form = useActForm({
    schema: nameSchema,
    action: createAppAction,
    fields: ["name"],
    defaultValues: { name: "" },
    onDone: ({ appId }) => router.push(`/apps/${appId}/credentials`),
  });

  const footer = (
    <>
      <Button onClick={() => onOpenChange(false)}>Cancel</Button>
      <Button type="submit" form={formId} variant="primary" pending={form.pending || form.isDone}>
        Create
      </Button>
    </>
  );
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Name your app" size="sm" footer={footer}>
      <ActForm id={formId} form={form} className="space-y-4">
        <ActField form={form} name="name" label="App name" count={{ now: lengthOf(form.watch("name")), max: 50 }}>
          {(control) => <Input {...control} autoComplete="off" />}
        </ActField>
      </ActForm>
    </Dialog>
  );
}

const nameSchema = () => import("@/lib/apps/rules").then((rules) => rules.informationInput.pick({ name: true }));
