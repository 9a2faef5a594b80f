"use client";

import { lazy, Suspense, useState } from "react";
import { Controller } from "react-hook-form";
import type * as z from "zod";
import { Busy } from "@/components/busy";
import { goTo } from "@/components/navigation";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Link } from "@/components/ui/link";
import { toast } from "@/components/ui/toaster";
import type { Rights } from "@/lib/rights/privileges";
import type { roleInput } from "@/lib/rights/rules";
import { lengthOf } from "@/lib/text/length";
import { ActField, ActForm } from "../../_act/act-form";
import type { Refused } from "../../_act/answer";
import { useActForm } from "../../_act/use-act-form";
import type { PrivilegeFacts } from "../_rights/privilege-facts";
import { createRoleAction } from "./actions";
import { PrivilegeMatrix } from "./privilege-matrix";

// Only edits need it, so a new role doesn't load it.
const SaveRoleDialog = lazy(() => import("./save-role-dialog").then((file) => ({ default: file.SaveRoleDialog })));

type RoleFormProps = {
  /** The role to edit; without it, the form creates one. */
  role?: { id: string; peopleCount: number };
  /** The initial values. */
  start: { name: string; description: string; rights: Rights };
  /** What the reader holds, and may therefore grant. */
  held: Rights;
  facts: PrivilegeFacts[];
};

type RoleValues = z.output<typeof roleInput>;

const roleSchema = () => import("@/lib/rights/rules").then((rules) => rules.roleInput);

/** Creates or edits a custom role. An edit is confirmed in SaveRoleDialog. */
export function RoleForm({ role, start, held, facts }: RoleFormProps) {
  const [saving, setSaving] = useState<RoleValues | null>(null);
  const { form, finish } = useRoleForm(start, role ? `role:${role.id}` : `new-role:${start.name}`);
  const onSubmit = role ? form.handleSubmit(setSaving) : form.onSubmit;
  return (
    <ActForm form={{ ...form, onSubmit }} className="max-w-3xl space-y-6">
      <ActField form={form} name="name" label="Role name" count={{ now: lengthOf(form.watch("name")), max: 50 }}>
        {(control) => <Input autoComplete="off" {...control} />}
      </ActField>
      <ActField
        form={form}
        name="description"
        label="Description"
        hint="Who this role is for. Shown on the Roles page."
        count={{ now: lengthOf(form.watch("description")), max: 150 }}
      >
        {(control) => <Input autoComplete="off" {...control} />}
      </ActField>
      <Controller
        control={form.control}
        name="rights"
        render={({ field }) => (
          <PrivilegeMatrix facts={facts} rights={field.value} held={held} onChange={field.onChange} />
        )}
      />
      <div className="sticky bottom-0 -mx-1 flex gap-2 border-t bg-canvas px-1 py-3">
        <Button type="submit" variant="primary" pending={!role && (form.pending || form.isDone)}>
          Save role
        </Button>
        <Button asChild variant="ghost">
          <Link href="/roles" onClick={form.draft.forget}>
            Cancel
          </Link>
        </Button>
      </div>
      {role && saving && (
        <Suspense fallback={<Busy />}>
          <SaveRoleDialog
            role={role}
            input={saving}
            onClose={() => setSaving(null)}
            onSaved={() => finish(`The role ${saving.name} was saved.`)}
            onRefused={(refused) => {
              if (!isAboutName(refused)) return false;
              setSaving(null);
              form.refuse(refused);
              return true;
            }}
          />
        </Suspense>
      )}
    </ActForm>
  );
}

/** The name is taken or invalid: shown at its field instead of in the dialog. */
const isAboutName = ({ items }: Refused): boolean => items.some(({ field }) => field === "name");

function useRoleForm(start: RoleFormProps["start"], draft: string) {
  function finish(done: string) {
    form.draft.forget();
    goTo("/roles");
    toast.success(done);
  }

  const form = useActForm<RoleValues, unknown>({
    schema: roleSchema,
    action: createRoleAction,
    fields: ["name", "description"],
    defaultValues: start,
    draft: { name: draft, fields: ["name", "description", "rights"] },
    onDone: (_, input) => finish(`The role ${input.name} was made.`),
  });
  return { form, finish };
}
