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
  /** A rotation is in progress; this one ends it. */
  isRotating: boolean;
  onToken: (secretToken: string) => void;
  onClose: () => void;
};

/** Asks how long the old secret token keeps signing next to the new one. */
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
      <Field label="Old secret token expires" hint={overlap === "now" ? null : <Meanwhile />}>
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
          Only the new token signs from then on. Receivers that still check signatures with the old token will reject
          every notification, and you must validate every endpoint again.
        </p>
      )}
      {isRotating && <p>This ends the current rotation: its old token stops signing immediately.</p>}
    </ActDialog>
  );
}

const Meanwhile = () => (
  <>
    Until then, <code className="font-mono">webhook-signature</code> has both signatures, and{" "}
    <code className="font-mono">x-zm-signature</code> uses the old token until you switch it. Validated endpoints stay
    validated.
  </>
);
