"use client";

import type * as z from "zod";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { roleInput } from "@/lib/rights/rules";
import type { ActionResult } from "@/lib/web/form-action";
import { EffectPreview } from "../_effect/effect-preview";
import { counted } from "../_effect/effect-words";
import { useConfirmedEffect } from "../_effect/use-confirmed-effect";
import { previewRoleAction, saveRoleAction } from "./actions";

type SaveRoleDialogProps = {
  role: { id: string; peopleCount: number };
  input: z.output<typeof roleInput>;
  onClose: () => void;
  onSaved: () => void;
  /** True when the form tells this refusal beside a field. */
  onRefused: (result: Extract<ActionResult<unknown>, { ok: false }>) => boolean;
};

/** Shows what leaves which app before a role that people have is saved. */
export function SaveRoleDialog({ role, input, onClose, onSaved, onRefused }: SaveRoleDialogProps) {
  const { preview, ...saving } = useConfirmedEffect({
    subject: role.id,
    look: (roleId) => previewRoleAction({ roleId, rights: input.rights }),
    act: (seen) => saveRoleAction({ ...input, roleId: role.id, seen }),
    onDone: onSaved,
    onRefused,
  });
  const people = role.peopleCount === 0 ? "Nobody has" : counted(role.peopleCount, "person has", "people have");
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Save ${input.name}?`}
      description={`${people} this role.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={!preview.shown} pending={saving.pending} onClick={saving.confirm}>
            Save role
          </Button>
        </>
      }
    >
      <EffectPreview preview={preview} refusal={saving.refusal} nothing="Nothing leaves any app." />
    </Dialog>
  );
}
