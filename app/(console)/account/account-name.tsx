"use client";

import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toaster";
import { useActionForm } from "@/lib/web/use-action-form";
import { renameAccountAction } from "./actions";

/** `whyNot` says why the person may not rename the account; null when they may. */
export function AccountName({ name, whyNot }: { name: string; whyNot: string | null }) {
  const form = useActionForm({
    schema: nameSchema,
    action: renameAccountAction,
    fields: ["name"],
    defaultValues: { name },
    onDone: (_, input) => void toast.success(`The account is called ${input.name} now.`),
  });
  return (
    <form method="post" noValidate onSubmit={form.onSubmit} className="space-y-4">
      {form.message && <Alert tone="bad">{form.message}</Alert>}
      <Field
        label="Account name"
        hint={whyNot ?? "Everybody in the account sees it, and whoever is invited."}
        error={form.errorOf("name")}
      >
        {(control) => (
          <div className="flex gap-2">
            <Input
              readOnly={whyNot !== null}
              autoComplete="organization"
              defaultValue={name}
              {...control}
              {...form.register("name")}
            />
            {whyNot === null && (
              <Button type="submit" disabled={!form.isReady} pending={form.pending}>
                Save name
              </Button>
            )}
          </div>
        )}
      </Field>
    </form>
  );
}

const nameSchema = () => import("@/lib/people/rules").then((rules) => rules.renameAccountInput);
