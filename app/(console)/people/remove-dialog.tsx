"use client";

import { ConfirmDialog } from "@/components/confirm-dialog";
import { Looked } from "../_effect/effect-preview";
import { counted } from "../_effect/effect-words";
import { usePreview } from "../_effect/use-preview";
import { previewRemovalAction, removePersonAction } from "./actions";
import { OwnedApps } from "./owned-apps";
import { type PersonDialogProps, usePersonAct } from "./use-person-act";

/** Removes a person for good; says before who gets their apps, and has their name typed when there are any. */
export function RemoveDialog({ person, onClose }: PersonDialogProps) {
  const preview = usePreview(person.id, (userId) => previewRemovalAction({ userId }));
  const act = usePersonAct(() => removePersonAction({ userId: person.id }), {
    done: `${person.name} was removed.`,
    onClose: () => {
      onClose();
      // The row that had the focus is gone.
      document.getElementById("content")?.focus();
    },
  });
  const ownsApps = (preview.shown?.count ?? 0) > 0;
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Remove ${person.name}?`}
      confirmLabel="Remove"
      typed={ownsApps ? { label: "Type the person’s name to confirm", expected: person.name } : undefined}
      pending={act.pending || preview.shown === null}
      error={act.error}
      onConfirm={act.run}
    >
      <p>They leave the account for good. To come back they need a new invitation.</p>
      <Looked preview={preview}>
        {({ heirName, ...owned }) =>
          owned.count === 0 ? (
            <p>They own no apps.</p>
          ) : (
            <>
              <p>
                {counted(owned.count, "app of theirs goes", "apps of theirs go")} to{" "}
                <strong className="font-semibold text-ink">{heirName}</strong>, working on, with a notice to regenerate
                the secrets that {person.name} may know.
              </p>
              <OwnedApps {...owned} />
            </>
          )
        }
      </Looked>
    </ConfirmDialog>
  );
}
