"use client";

import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { type TokenOverlap, tokenOverlaps } from "@/lib/credentials/overlaps";
import { BreaksActivationDialog } from "../_act/breaks-activation-dialog";
import { regenerateSecretTokenAction } from "./actions";
import { useBreakingAct } from "./use-breaking-act";

type Props = {
  appId: string;
  /** An older rotation is under way; it ends with this one. */
  isRotating: boolean;
  onToken: (secretToken: string) => void;
  onClose: () => void;
};

/** Asks until when the secret token of before goes on signing beside the new one. */
export function RegenerateToken({ appId, isRotating, onToken, onClose }: Props) {
  const [overlap, setOverlap] = useState<TokenOverlap>("day");
  const act = useBreakingAct((andDeactivate) => regenerateSecretTokenAction({ appId, overlap, andDeactivate }));

  async function regenerate(andDeactivate = false) {
    const made = await act.start(andDeactivate);
    if (!made) return;
    onToken(made.secretToken);
    onClose();
  }

  return (
    <>
      <ConfirmDialog
        open={act.reasons === null}
        onOpenChange={(open) => !open && onClose()}
        title="Regenerate the secret token?"
        confirmLabel="Make a new secret token"
        tone={overlap === "now" ? "danger" : "primary"}
        pending={act.pending}
        error={act.error}
        onConfirm={() => void regenerate()}
      >
        <Field label="The old one ends" hint={overlap === "now" ? null : <Meanwhile />}>
          {(control) => (
            <Select {...control} value={overlap} onChange={(event) => setOverlap(event.target.value as TokenOverlap)}>
              {Object.entries(tokenOverlaps).map(([value, { label }]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {overlap === "now" && (
          <p>
            From that moment everything is signed with the new one alone. A receiver that still checks with the old one
            takes it for forged, and every endpoint has to be validated again.
          </p>
        )}
        {isRotating && <p>The rotation that is under way ends: the token before the one in use now stops signing.</p>}
      </ConfirmDialog>
      <BreaksActivationDialog
        reasons={act.reasons}
        pending={act.pending}
        onKeep={onClose}
        onDeactivate={() => void regenerate(true)}
      />
    </>
  );
}

const Meanwhile = () => (
  <>
    Until then <code className="font-mono">webhook-signature</code> carries both signatures, and{" "}
    <code className="font-mono">x-zm-signature</code> the old one until you switch it over. What is validated stays so.
  </>
);
