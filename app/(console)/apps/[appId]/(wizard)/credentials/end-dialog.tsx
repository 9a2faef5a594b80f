"use client";

import { useId, useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Alert } from "@/components/ui/alert";
import { Checkbox } from "@/components/ui/checkbox";
import type { SecretEnd } from "@/lib/credentials/secret-end";
import { EndChoice, useEndChoice } from "./end-choice";
import type { SecretAct } from "./use-secret-act";

type Props = {
  /** What is asked: to revoke at once, or to choose when. */
  kind: "revoke" | "change";
  act: SecretAct;
  onClose: () => void;
};

const words = {
  revoke: { title: "Revoke this client secret now?", confirm: "Revoke the secret" },
  change: { title: "When does this client secret end?", confirm: "Set the end" },
};

/** Asks before a secret ends now or at another moment; a second time, by a tick, when nothing usable would be left. */
export function EndDialog({ kind, act, onClose }: Props) {
  const choice = useEndChoice("week");
  const [agreed, setAgreed] = useState(false);
  const { pending, error, isLast, end } = act;
  const chosen: SecretEnd | null = kind === "revoke" ? "now" : choice.end;

  async function confirm() {
    if (chosen !== null && (await end(chosen, { evenLast: agreed }))) onClose();
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={words[kind].title}
      confirmLabel={words[kind].confirm}
      tone={kind === "revoke" || isLast ? "danger" : "primary"}
      pending={pending}
      error={isLast ? undefined : error}
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
          <Alert tone="warn">{error}</Alert>
          <Agreement agreed={agreed} onAgreed={setAgreed} />
        </>
      )}
    </ConfirmDialog>
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
