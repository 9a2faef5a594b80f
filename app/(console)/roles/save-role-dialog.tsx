"use client";

import type * as z from "zod";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { roleInput } from "@/lib/rights/rules";
import type { Refused } from "../../_act/answer";
import { useAct } from "../../_act/use-act";
import { EffectPreview } from "../_effect/effect-preview";
import { counted } from "../_effect/effect-words";
import { usePreview } from "../_effect/use-preview";
import { useWeighty } from "../_effect/use-weighty";
import { previewRoleAction, saveRoleAction } from "./actions";

type SaveRoleDialogProps = {
  role: { id: string; peopleCount: number };
  input: z.output<typeof roleInput>;
  onClose: () => void;
  onSaved: () => void;
  /** Returns true if the form shows this refusal at a field. */
  onRefused: (refused: Refused) => boolean;
};

/** Saves a role, after showing which apps lose which scopes. */
export function SaveRoleDialog({ role, input, onClose, onSaved, onRefused }: SaveRoleDialogProps) {
  const preview = usePreview(role.id, (roleId) => previewRoleAction({ roleId, rights: input.rights }));
  const saving = useAct(saveRoleAction, {
    onDone: onSaved,
    onRefused: (refused) => onRefused(refused) || preview.againIfChanged(refused),
  });
  const weight = useWeighty({ act: "Save role", effect: "deactivate", count: preview.shown?.deactivatedCount });
  const save = (seen: string) => saving.run({ ...input, roleId: role.id, seen });
  const people = role.peopleCount === 0 ? "No one has" : counted(role.peopleCount, "person has", "people have");
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Save ${input.name}?`}
      description={`${people} this role.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant={weight.tone}
            disabled={!preview.shown || !weight.isConfirmed}
            pending={saving.pending}
            onClick={() => preview.shown && save(preview.shown.seen)}
          >
            {weight.words}
          </Button>
        </>
      }
    >
      <div className="space-y-5">
        <EffectPreview preview={preview} refused={saving.refused} nothing="No apps are affected." />
        {weight.field}
      </div>
    </Dialog>
  );
}
