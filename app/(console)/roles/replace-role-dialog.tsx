"use client";

import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { EffectPreview } from "../_effect/effect-preview";
import { counted } from "../_effect/effect-words";
import { useConfirmedEffect } from "../_effect/use-confirmed-effect";
import { deleteRoleAction, previewRoleDeletionAction } from "./actions";

type ReplaceRoleDialogProps = {
  role: { id: string; name: string; peopleCount: number; invitationCount: number };
  /** The roles its people may get instead. */
  others: { id: string; name: string }[];
  onClose: () => void;
  onDone: () => void;
};

/** Deletes a role that is in use: asks what its people get instead, and shows what leaves which app by it. */
export function ReplaceRoleDialog({ role, others, onClose, onDone }: ReplaceRoleDialogProps) {
  const formId = useId();
  const [moveTo, setMoveTo] = useState<string | null>(null);
  const { preview, ...deletion } = useConfirmedEffect({
    subject: moveTo,
    look: (id) => previewRoleDeletionAction({ roleId: role.id, moveTo: id }),
    act: (seen) => deleteRoleAction({ roleId: role.id, moveTo, seen }),
    onDone,
  });

  const footer = (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button type="submit" form={formId} variant="danger" disabled={!preview.shown} pending={deletion.pending}>
        Delete
      </Button>
    </>
  );
  return (
    <Dialog open onOpenChange={onClose} title={`Delete ${role.name}?`} description={inUseBy(role)} footer={footer}>
      <form
        id={formId}
        className="space-y-5"
        onSubmit={(event) => {
          event.preventDefault();
          void deletion.confirm();
        }}
      >
        <Field label="Role they get instead">
          {(control) => (
            <Select {...control} value={moveTo ?? ""} onChange={(event) => setMoveTo(event.target.value || null)}>
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
            refusal={deletion.refusal}
            nothing="Nothing leaves any app: that role grants every scope they hold."
          />
        )}
      </form>
    </Dialog>
  );
}

function inUseBy({ peopleCount, invitationCount }: ReplaceRoleDialogProps["role"]): string {
  const parts = [
    ...(peopleCount > 0 ? [counted(peopleCount, "person", "people")] : []),
    ...(invitationCount > 0 ? [counted(invitationCount, "open invitation")] : []),
  ];
  if (parts.length === 0) return "Somebody got this role a moment ago.";
  return `${parts.join(" and ")} ${peopleCount + invitationCount === 1 ? "has" : "have"} this role.`;
}
