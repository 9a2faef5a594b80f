"use client";

import { ActDialog } from "../../_act/act-dialog";
import { useAct } from "../../_act/use-act";
import { Looked } from "../_effect/effect-preview";
import { counted, effectButton } from "../_effect/effect-words";
import { usePreview } from "../_effect/use-preview";
import { previewRemovalAction, removePersonAction } from "./actions";
import { OwnedApps } from "./owned-apps";

type RemoveDialogProps = { person: { id: string; name: string }; onClose: () => void };

/** Removes a person permanently, after showing who gets their apps. If they own apps, their name has to be typed. */
export function RemoveDialog({ person, onClose }: RemoveDialogProps) {
  const preview = usePreview(person.id, (userId) => previewRemovalAction({ userId }));
  const act = useAct(removePersonAction, {
    onDone: () => {
      onClose();
      // The focused row is removed, so the focus moves to the page content.
      document.getElementById("content")?.focus();
    },
    done: `${person.name} was removed.`,
  });
  const ownsApps = (preview.shown?.count ?? 0) > 0;
  return (
    <ActDialog
      act={act}
      onOpenChange={onClose}
      title={`Remove ${person.name}?`}
      confirmLabel={effectButton("Remove", "move", preview.shown?.count ?? 0)}
      typed={ownsApps ? { label: "Type the person’s name to confirm", expected: person.name } : undefined}
      pending={preview.shown === null}
      onConfirm={() => act.run({ userId: person.id })}
    >
      <p>They leave the account for good. To come back they need a new invitation.</p>
      <Looked preview={preview}>
        {({ heirName, ...owned }) =>
          owned.count === 0 ? (
            <p>They own no apps.</p>
          ) : (
            <>
              <p>
                Their {counted(owned.count, "app moves", "apps move")} to{" "}
                <strong className="font-semibold text-ink">{heirName}</strong>
                {owned.count === 1 ? " and keeps working." : " and keep working."} A notice will remind the new owner to
                rotate secrets that {person.name} may know.
              </p>
              <OwnedApps ownerId={person.id} {...owned} />
            </>
          )
        }
      </Looked>
    </ActDialog>
  );
}
