"use client";

import { useId, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Checkbox } from "@/components/ui/checkbox";
import type { SecretEnd } from "@/lib/credentials/secret-end";
import { ActDialog } from "../../../../../_act/act-dialog";
import { useUnsaved } from "../_saving/saving";
import { useChange } from "../_saving/use-change";
import { endClientSecretAction } from "./actions";
import { EndChoice, useEndChoice } from "./end-choice";

type Props = {
  /** Revoke immediately, or choose when the secret expires. */
  kind: "revoke" | "change";
  appId: string;
  secretId: string;
  onClose: () => void;
};

const words = {
  revoke: { title: "Revoke this client secret now?", confirm: "Revoke the secret" },
  change: { title: "When should this client secret expire?", confirm: "Set expiry" },
};

/** Confirms revoking a secret or changing its expiry; if no usable credential would be left, also by a checkbox. */
export function EndDialog({ kind, appId, secretId, onClose }: Props) {
  const choice = useEndChoice("week");
  useUnsaved(choice.choice !== "week", "step");
  const [agreed, setAgreed] = useState(false);
  const act = useChange(endClientSecretAction, {
    asks: ["would-break-activation", "last-credential"],
    onDone: onClose,
  });
  const isLast = act.question?.code === "last-credential";
  const end: SecretEnd | null = kind === "revoke" ? "now" : choice.end;

  function confirm() {
    if (end !== null) void act.run({ appId, secretId, end }, agreed ? ["last-credential"] : []);
  }

  return (
    <ActDialog
      act={act}
      onOpenChange={onClose}
      title={words[kind].title}
      confirmLabel={words[kind].confirm}
      tone={kind === "revoke" || isLast ? "danger" : "primary"}
      onConfirm={confirm}
    >
      {kind === "revoke" ? (
        <p>
          The secret and all access tokens issued with it stop working immediately. Other secrets and tokens are
          unaffected.
        </p>
      ) : (
        <>
          <EndChoice {...choice} label="It expires" without="now" />
          <p>Access tokens issued with this secret are revoked with it. Others keep working.</p>
        </>
      )}
      {isLast && (
        <>
          <Alert tone="warn">{act.question?.message}</Alert>
          <Agreement agreed={agreed} onAgreed={setAgreed} />
        </>
      )}
    </ActDialog>
  );
}

function Agreement({ agreed, onAgreed }: { agreed: boolean; onAgreed: (agreed: boolean) => void }) {
  const id = useId();
  return (
    <div className="flex items-start gap-3 text-ink">
      <Checkbox id={id} checked={agreed} onCheckedChange={(now) => onAgreed(now === true)} className="mt-1" />
      <label htmlFor={id}>Let it expire anyway: from then on this app can’t get access tokens</label>
    </div>
  );
}
