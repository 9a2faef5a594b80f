"use client";

import { type FormEvent, useState } from "react";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { FormDialog } from "../../_act/form-dialog";
import { useAct } from "../../_act/use-act";
import { EffectPreview } from "../_effect/effect-preview";
import { counted } from "../_effect/effect-words";
import { usePreview } from "../_effect/use-preview";
import { useWeighty } from "../_effect/use-weighty";
import { deleteRoleAction, previewRoleDeletionAction } from "./actions";

type ReplaceRoleDialogProps = {
  role: { id: string; name: string; peopleCount: number; invitationCount: number };
  /** The roles that its people can move to. */
  others: { id: string; name: string }[];
  onClose: () => void;
  onDone: () => void;
};

/** Deletes a role that is in use: asks which role its people get instead, and shows which apps lose which scopes. */
export function ReplaceRoleDialog({ role, others, onClose, onDone }: ReplaceRoleDialogProps) {
  const [moveTo, setMoveTo] = useState<string | null>(null);
  const preview = usePreview(moveTo, (id) => previewRoleDeletionAction({ roleId: role.id, moveTo: id }));
  const deletion = useAct(deleteRoleAction, { onDone, onRefused: preview.againIfChanged });

  const weight = useWeighty({
    act: "Delete",
    effect: "deactivate",
    count: preview.shown?.deactivatedCount,
    tone: "danger",
  });

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (preview.shown && weight.isConfirmed && !deletion.pending)
      void deletion.run({ roleId: role.id, moveTo, seen: preview.shown.seen });
  }

  return (
    <FormDialog
      onOpenChange={onClose}
      title={`Delete ${role.name}?`}
      description={inUseBy(role)}
      form={{ onSubmit, pending: deletion.pending }}
      submit={weight.words}
      tone={weight.tone}
      disabled={!preview.shown || !weight.isConfirmed}
    >
      <Field label="Role they get instead">
        {(control) => (
          <Select
            {...control}
            value={moveTo ?? ""}
            onChange={(event) => {
              setMoveTo(event.target.value || null);
              deletion.drop();
            }}
          >
            <option value="">Choose a role</option>
            {others.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {moveTo && (
        <EffectPreview
          preview={preview}
          refused={deletion.refused}
          nothing="No apps are affected: that role grants every scope they hold."
        />
      )}
      {weight.field}
    </FormDialog>
  );
}

function inUseBy({ peopleCount, invitationCount }: ReplaceRoleDialogProps["role"]): string {
  const parts = [
    ...(peopleCount > 0 ? [counted(peopleCount, "person", "people")] : []),
    ...(invitationCount > 0 ? [counted(invitationCount, "open invitation")] : []),
  ];
  if (parts.length === 0) return "Someone was just given this role.";
  return `${parts.join(" and ")} ${peopleCount + invitationCount === 1 ? "has" : "have"} this role.`;
}
