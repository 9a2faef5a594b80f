"use client";

import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { useAct } from "../../_act/use-act";
import { EffectPreview } from "../_effect/effect-preview";
import { counted } from "../_effect/effect-words";
import { usePreview } from "../_effect/use-preview";
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
  const preview = usePreview(moveTo, (id) => previewRoleDeletionAction({ roleId: role.id, moveTo: id }));
  const deletion = useAct(deleteRoleAction, { onDone, onRefused: preview.againIfChanged });

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
          if (preview.shown && !deletion.pending) {
            void deletion.run({ roleId: role.id, moveTo, seen: preview.shown.seen });
          }
        }}
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
