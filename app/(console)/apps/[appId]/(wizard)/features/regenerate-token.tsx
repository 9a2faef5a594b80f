"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { type TokenOverlap, tokenOverlaps } from "@/lib/credentials/overlaps";
import { ActDialog } from "../../../../../_act/act-dialog";
import { useChange } from "../_saving/use-change";
import { regenerateSecretTokenAction } from "./actions";

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
  const act = useChange(regenerateSecretTokenAction, {
    onDone: ({ secretToken }) => {
      onToken(secretToken);
      onClose();
    },
  });

  return (
    <ActDialog
      act={act}
      onOpenChange={onClose}
      title="Regenerate the secret token?"
      confirmLabel="Create new secret token"
      tone={overlap === "now" ? "danger" : "primary"}
      onConfirm={() => act.run({ appId, overlap })}
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
    </ActDialog>
  );
}

const Meanwhile = () => (
  <>
    Until then <code className="font-mono">webhook-signature</code> carries both signatures, and{" "}
    <code className="font-mono">x-zm-signature</code> the old one until you switch it over. What is validated stays so.
  </>
);
