"use client";

import { useForm } from "react-hook-form";
import type * as z from "zod";
import { Alert } from "@/components/ui/alert";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { inviteInput } from "@/lib/people/rules";
import { schemaResolver } from "@/lib/web/schema-resolver";
import { inviteAction } from "./actions";

type Invite = z.output<typeof inviteInput>;

export type RoleChoice = { id: string; name: string };

type Props = {
  id: string;
  roles: RoleChoice[];
  onPending: (pending: boolean) => void;
  onMade: (made: { email: string; link: string }) => void;
};

export function InviteForm({ id, roles, onPending, onMade }: Props) {
  const { form, submit } = useInvite(onMade);
  const { errors } = form.formState;

  async function submitOnce(input: Invite) {
    onPending(true);
    await submit(input).finally(() => onPending(false));
  }

  return (
    <form id={id} noValidate onSubmit={form.handleSubmit(submitOnce)} className="space-y-5">
      {errors.root?.message && <Alert tone="bad">{errors.root.message}</Alert>}
      <Field label="Email" error={errors.email?.message}>
        {(control) => <Input type="email" autoComplete="off" {...control} {...form.register("email")} />}
      </Field>
      <Field
        label="Role"
        hint="Decides what they may see and do, and which scopes their apps may hold."
        error={errors.roleId?.message}
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

function useInvite(onMade: Props["onMade"]) {
  const form = useForm<Invite>({ resolver: schemaResolver(inviteSchema), defaultValues: { email: "", roleId: "" } });

  async function submit(input: Invite) {
    const result = await inviteAction(input).catch(() => null);
    if (result?.ok) return onMade({ email: input.email, link: result.value.link });
    const fields = (["email", "roleId"] as const).filter((name) => result?.items.some((item) => item.field === name));
    for (const name of fields) {
      form.setError(
        name,
        { message: result?.items.find((item) => item.field === name)?.message },
        { shouldFocus: true },
      );
    }
    if (fields.length > 0) return;
    form.setError("root", { message: result?.message ?? "The server cannot be reached. Nothing was sent: try again." });
    form.setFocus("email");
  }

  return { form, submit };
}
