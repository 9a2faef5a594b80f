"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Controller, useForm } from "react-hook-form";
import type * as z from "zod";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Link } from "@/components/ui/link";
import { toast } from "@/components/ui/toaster";
import type { Rights } from "@/lib/rights/privileges";
import type { roleInput } from "@/lib/rights/rules";
import { lengthOf } from "@/lib/text/length";
import type { ActionResult } from "@/lib/web/form-action";
import { schemaResolver } from "@/lib/web/schema-resolver";
import type { PrivilegeFacts } from "../_rights/privilege-facts";
import { createRoleAction } from "./actions";
import { PrivilegeMatrix } from "./privilege-matrix";
import { SaveRoleDialog } from "./save-role-dialog";

type RoleFormProps = {
  /** The role that is changed; without one, a new one is made. */
  role?: { id: string; peopleCount: number };
  /** What the form begins with. */
  start: { name: string; description: string; rights: Rights };
  /** What the reader holds, and so may grant. */
  held: Rights;
  facts: PrivilegeFacts[];
};

type RoleValues = z.output<typeof roleInput>;

const roleSchema = () => import("@/lib/rights/rules").then((rules) => rules.roleInput);

/** A custom role: its name, what it is for, what it grants. */
export function RoleForm({ role, start, held, facts }: RoleFormProps) {
  const [saving, setSaving] = useState<RoleValues | null>(null);
  const { form, create, finish, refused } = useRoleForm(start);
  const { register, control, watch, formState } = form;
  const { errors, isSubmitting, isSubmitSuccessful } = formState;
  const isBusy = !role && (isSubmitting || isSubmitSuccessful);
  return (
    <form noValidate onSubmit={form.handleSubmit(role ? setSaving : create)} className="max-w-3xl space-y-6">
      {errors.root?.message && <Alert tone="bad">{errors.root.message}</Alert>}
      <Field label="Role name" error={errors.name?.message} count={{ now: lengthOf(watch("name")), max: 50 }}>
        {(field) => <Input autoComplete="off" {...field} {...register("name")} />}
      </Field>
      <Field
        label="Description"
        hint="Whom it is for, as others will read it on Roles."
        error={errors.description?.message}
        count={{ now: lengthOf(watch("description")), max: 150 }}
      >
        {(field) => <Input autoComplete="off" {...field} {...register("description")} />}
      </Field>
      <Controller
        control={control}
        name="rights"
        render={({ field }) => (
          <PrivilegeMatrix facts={facts} rights={field.value} held={held} onChange={field.onChange} />
        )}
      />
      <div className="sticky bottom-0 -mx-1 flex gap-2 border-t bg-canvas px-1 py-3">
        <Button type="submit" variant="primary" pending={isBusy}>
          Save role
        </Button>
        <Button asChild variant="ghost">
          <Link href="/roles">Cancel</Link>
        </Button>
      </div>
      {role && saving && (
        <SaveRoleDialog
          role={role}
          input={saving}
          onClose={() => setSaving(null)}
          onSaved={() => finish(`The role ${saving.name} was saved.`)}
          onRefused={(result) => {
            if (!refused(result)) return false;
            setSaving(null);
            return true;
          }}
        />
      )}
    </form>
  );
}

function useRoleForm(start: RoleFormProps["start"]) {
  const router = useRouter();
  const form = useForm<RoleValues>({ resolver: schemaResolver(roleSchema), defaultValues: start });

  function finish(done: string) {
    router.push("/roles");
    toast.success(done);
  }

  /** Tells a name that is taken beside its field. */
  function refused(result: ActionResult<unknown>): boolean {
    const taken = !result.ok && result.items.find((item) => item.field === "name");
    if (taken) form.setError("name", { message: taken.message }, { shouldFocus: true });
    return Boolean(taken);
  }

  async function create(input: RoleValues) {
    const result = await createRoleAction(input).catch(() => null);
    if (result?.ok) return finish(`The role ${input.name} was made.`);
    if (result && refused(result)) return;
    form.setError("root", {
      message: result?.message ?? "The server cannot be reached. Nothing was saved: try again.",
    });
  }

  return { form, create, finish, refused };
}
