"use client";

import { useId, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Checkbox } from "@/components/ui/checkbox";
import type { SecretEnd } from "@/lib/credentials/secret-end";
import { ActDialog } from "../../../../../_act/act-dialog";
import { useChange } from "../_saving/use-change";
import { endClientSecretAction } from "./actions";
import { EndChoice, useEndChoice } from "./end-choice";

type Props = {
  /** What is asked: to revoke at once, or to choose when. */
  kind: "revoke" | "change";
  appId: string;
  secretId: string;
  onClose: () => void;
};

const words = {
  revoke: { title: "Revoke this client secret now?", confirm: "Revoke the secret" },
  change: { title: "When does this client secret end?", confirm: "Set the end" },
};

/** Asks before a secret ends now or at another moment; a second time, by a tick, when nothing usable would be left. */
export function EndDialog({ kind, appId, secretId, onClose }: Props) {
  const choice = useEndChoice("week");
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
          It stops working at once, and so does every access token that was got with it. No other secret or token is
          concerned.
        </p>
      ) : (
        <>
          <EndChoice {...choice} label="It ends" without="now" />
          <p>With it the access tokens that were got with it end, and no others.</p>
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
      <label htmlFor={id}>End it all the same: from then on this app gets no access tokens</label>
    </div>
  );
}
