"use client";

import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { RelativeTime } from "@/components/relative-time";
import { secretOverlaps } from "@/lib/credentials/overlaps";
import type { SecretEnd } from "@/lib/credentials/secret-end";
import { EndChoice, useEndChoice } from "./end-choice";

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Makes the new secret; answers why it could not. */
  onRegenerate: (oldEnd: SecretEnd) => Promise<string | undefined>;
};

/** Asks, before a new client secret is made, how long those in use go on. */
export function RegenerateDialog({ open, onOpenChange, onRegenerate }: Props) {
  const choice = useEndChoice("day");
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string>();

  async function regenerate() {
    if (choice.end === null) return setError("Choose a moment.");
    setPending(true);
    const why = await onRegenerate(choice.end);
    setPending(false);
    setError(why);
    if (!why) onOpenChange(false);
  }

  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(now) => {
        setError(undefined);
        onOpenChange(now);
      }}
      title="Regenerate the client secret?"
      confirmLabel="Make a new secret"
      tone={choice.choice === "now" ? "danger" : "primary"}
      pending={pending}
      error={error}
      onConfirm={regenerate}
    >
      <EndChoice {...choice} label="The old secret ends" />
      {choice.choice === "now" ? (
        <>
          <p>The secret in use now stops working at once, and so does every access token that was got with it.</p>
          <p>Your backend cannot get tokens until it has the new one.</p>
        </>
      ) : (
        <Overlap end={choice.end} />
      )}
    </ConfirmDialog>
  );
}

function Overlap({ end }: { end: SecretEnd | null }) {
  const overlap = end !== null && end in secretOverlaps ? secretOverlaps[end as keyof typeof secretOverlaps].ms : null;
  const until = overlap === null ? end : new Date(Date.now() + overlap);
  return (
    <>
      <p>
        Both work until {until ? <RelativeTime at={until} className="font-medium text-ink" /> : "then"}: give the new
        one to your backend meanwhile, and nothing is interrupted.
      </p>
      <p>With the old secret’s end the access tokens that were got with it end too. It can be moved or taken back.</p>
    </>
  );
}
