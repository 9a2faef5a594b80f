"use client";

import { manyApps } from "@/lib/limits";
import { ActDialog } from "../../_act/act-dialog";
import { useAct } from "../../_act/use-act";
import { Looked } from "../_effect/effect-preview";
import { counted, effectButton } from "../_effect/effect-words";
import { usePreview } from "../_effect/use-preview";
import { deactivatePersonAction, previewDeactivationAction } from "./actions";
import { OwnedApps } from "./owned-apps";

type DeactivateDialogProps = { person: { id: string; name: string }; onClose: () => void };

/** Deactivates a person, after showing which apps stop working. */
export function DeactivateDialog({ person, onClose }: DeactivateDialogProps) {
  const preview = usePreview(person.id, (userId) => previewDeactivationAction({ userId }));
  const act = useAct(deactivatePersonAction, {
    onDone: onClose,
    done: `${person.name} is deactivated and signed out everywhere.`,
  });
  const count = preview.shown?.count ?? 0;
  return (
    <ActDialog
      act={act}
      onOpenChange={onClose}
      title={`Deactivate ${person.name}?`}
      confirmLabel={effectButton("Deactivate", "stop", count)}
      typed={count >= manyApps ? { label: "Type the person’s name to confirm", expected: person.name } : undefined}
      pending={preview.shown === null}
      onConfirm={() => act.run({ userId: person.id })}
    >
      <p>They are signed out everywhere at once and cannot sign in until they are reactivated. Nothing is deleted.</p>
      <Looked preview={preview}>
        {(owned) =>
          owned.count === 0 ? (
            <p>They own no activated apps, so nothing else stops.</p>
          ) : (
            <>
              <p>
                {owned.count === 1
                  ? "Their 1 activated app stops working until then: it gets no tokens, and existing ones don’t work."
                  : `Their ${counted(owned.count, "activated app")} stop working until then: they get no tokens, and existing ones don’t work.`}
              </p>
              <OwnedApps ownerId={person.id} {...owned} />
            </>
          )
        }
      </Looked>
    </ActDialog>
  );
}
