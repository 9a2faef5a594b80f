"use client";

import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { RoleKind } from "@/lib/rights/privileges";
import { ActField, ActForm } from "../../_act/act-form";
import type { ActFormOf } from "../../_act/use-act-form";

export type RoleChoice = { id: string; name: string; kind: RoleKind };

type Props = { id: string; roles: RoleChoice[]; form: ActFormOf<{ email: string; roleId: string }> };

export function InviteForm({ id, roles, form }: Props) {
  return (
    <ActForm id={id} form={form}>
      <ActField form={form} name="email" label="Email">
        {(control) => <Input type="email" autoComplete="off" {...control} />}
      </ActField>
      <ActField
        form={form}
        name="roleId"
        label="Role"
        hint="Decides what they may see and do, and which scopes their apps may hold."
      >
        {(control) => (
          <Select {...control}>
            <option value="">Choose a role</option>
            {roles.map((role) => (
              <option key={role.id} value={role.id}>
                {role.name}
              </option>
            ))}
          </Select>
        )}
      </ActField>
    </ActForm>
  );
}
