"use client";

import { type FormEvent, useId, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import type { RefusalItem } from "@/lib/refusal";
import { useSaveNow } from "../_saving/use-save-now";
import { addKeyAction } from "./actions";

type Props = { appId: string; open: boolean; onOpenChange: (open: boolean) => void };

/** Takes a public key, or the URL of a set of them, and a name for it. */
export function AddKeyDialog({ appId, open, onOpenChange }: Props) {
  const formId = useId();
  const { change } = useSaveNow();
  const [name, setName] = useState("");
  const [key, setKey] = useState("");
  const [pending, setPending] = useState(false);
  const [refused, setRefused] = useState<{ message: string; items: RefusalItem[] }>();
  const errorOf = (field: string) => refused?.items.find((item) => item.field === field)?.message;

  async function add(event: FormEvent) {
    event.preventDefault();
    setPending(true);
    const result = await change(() => addKeyAction({ appId, name, key }));
    setPending(false);
    setRefused(result.ok ? undefined : result);
    if (result.ok) onOpenChange(false);
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Add a public key"
      size="sm"
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" pending={pending}>
            Add the key
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={add} className="space-y-4">
        <Field
          label="Key name"
          hint="Where its private half is, for example: billing, production."
          error={errorOf("name")}
        >
          {(control) => <Input {...control} value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        <Field
          label="Public key or JWKS URL"
          hint="A JWK, PEM, or the https address of a JWK Set. ES256, ES384, RS256, PS256 or EdDSA."
          error={errorOf("key")}
        >
          {(control) => (
            <Textarea
              {...control}
              mono
              rows={6}
              spellCheck={false}
              value={key}
              onChange={(event) => setKey(event.target.value)}
            />
          )}
        </Field>
        {refused && refused.items.length === 0 && <Alert tone="bad">{refused.message}</Alert>}
      </form>
    </Dialog>
  );
}
