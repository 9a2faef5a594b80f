"use client";

import { useEffect } from "react";
import { Alert } from "@/components/ui/alert";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { InvitationMail } from "@/lib/people/invitations";
import { useActionForm } from "@/lib/web/use-action-form";
import { inviteAction } from "./actions";

export type RoleChoice = { id: string; name: string };

export type MadeInvitation = { email: string; link: string; mail: InvitationMail };

type Props = {
  id: string;
  roles: RoleChoice[];
  onPending: (pending: boolean) => void;
  onMade: (made: MadeInvitation) => void;
};

export function InviteForm({ id, roles, onPending, onMade }: Props) {
  const form = useActionForm({
    schema: inviteSchema,
    action: inviteAction,
    fields: ["email", "roleId"],
    defaultValues: { email: "", roleId: "" },
    onDone: (made, { email }) => onMade({ email, ...made }),
  });
  const { pending } = form;
  useEffect(() => onPending(pending), [pending, onPending]);

  return (
    <form id={id} noValidate onSubmit={form.onSubmit} className="space-y-5">
      {form.message && <Alert tone="bad">{form.message}</Alert>}
      <Field label="Email" error={form.errorOf("email")}>
        {(control) => <Input type="email" autoComplete="off" {...control} {...form.register("email")} />}
      </Field>
      <Field
        label="Role"
        hint="Decides what they may see and do, and which scopes their apps may hold."
        error={form.errorOf("roleId")}
      >
        {(control) => (
          <Select {...control} {...form.register("roleId")}>
            <option value="">Choose a role</option>
            {roles.map((role) => (
              <option key={role.id} value={role.id}>
                {role.name}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </form>
  );
}

const inviteSchema = () => import("@/lib/people/rules").then((rules) => rules.inviteInput);
