"use client";

import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { ActField } from "../../../../../_act/act-form";
import { FormDialog } from "../../../../../_act/form-dialog";
import { useActForm } from "../../../../../_act/use-act-form";
import { useUnsaved } from "../_saving/saving";
import { useSaveNow } from "../_saving/use-save-now";
import { addKeyAction } from "./actions";

type Props = { appId: string; open: boolean; onOpenChange: (open: boolean) => void };

/** Adds a public key, or the URL of a JWK Set, under a name. While mounted, it reopens with what was typed. */
export function AddKeyDialog({ appId, open, onOpenChange }: Props) {
  const { change } = useSaveNow();
  const form = useActForm({
    action: (input: { name: string; key: string }) => change(() => addKeyAction({ appId, ...input })),
    fields: ["name", "key"],
    defaultValues: { name: "", key: "" },
    // Not the key: people sometimes paste the private one.
    draft: { name: `key:${appId}`, fields: ["name"] },
    onDone: () => onOpenChange(false),
  });
  useUnsaved(open && form.watch(["name", "key"]).some((text) => text !== ""), "step");
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Add a public key"
      size="sm"
      form={form}
      submit="Add the key"
    >
      <ActField
        form={form}
        name="name"
        label="Key name"
        hint="Where the private key lives, for example “billing-prod”."
      >
        {(control) => <Input {...control} />}
      </ActField>
      <ActField
        form={form}
        name="key"
        label="Public key or JWKS URL"
        hint="A JWK, PEM, or the https address of a JWK Set. ES256, ES384, RS256, PS256 or EdDSA."
      >
        {(control) => <Textarea {...control} mono rows={6} spellCheck={false} />}
      </ActField>
    </FormDialog>
  );
}
