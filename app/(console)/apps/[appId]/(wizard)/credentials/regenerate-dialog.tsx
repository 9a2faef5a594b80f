"use client";

import { useState } from "react";
import { RelativeTime } from "@/components/relative-time";
import { secretOverlaps } from "@/lib/credentials/overlaps";
import type { SecretEnd } from "@/lib/credentials/secret-end";
import { ActDialog } from "../../../../../_act/act-dialog";
import { useAct } from "../../../../../_act/use-act";
import { regenerateClientSecretAction } from "./actions";
import { EndChoice, useEndChoice } from "./end-choice";

type Props = {
  appId: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onSecret: (made: { clientSecret: string }) => void;
};

/** Before creating a new client secret, asks how long the current ones keep working. */
export function RegenerateDialog({ appId, open, onOpenChange, onSecret }: Props) {
  const choice = useEndChoice("day");
  const [isMissing, setMissing] = useState(false);
  const act = useAct(regenerateClientSecretAction, { onDone: onSecret });
  const error = isMissing && choice.end === null ? "Choose a day and time." : act.error;

  function regenerate() {
    setMissing(choice.end === null);
    if (choice.end !== null) void act.run({ appId, oldEnd: choice.end });
  }

  return (
    <ActDialog
      act={{ ...act, error }}
      open={open}
      onOpenChange={(now) => {
        setMissing(false);
        onOpenChange(now);
      }}
      title="Regenerate the client secret?"
      confirmLabel="Create new secret"
      tone={choice.choice === "now" ? "danger" : "primary"}
      onConfirm={regenerate}
    >
      <EndChoice {...choice} label="Old secret expires" />
      {choice.choice === "now" ? (
        <>
          <p>The current secret and all access tokens issued with it stop working immediately.</p>
          <p>Your backend can’t get tokens until it has the new one.</p>
        </>
      ) : (
        <Overlap end={choice.end} />
      )}
    </ActDialog>
  );
}

function Overlap({ end }: { end: SecretEnd | null }) {
  const overlap = end !== null && end in secretOverlaps ? secretOverlaps[end as keyof typeof secretOverlaps].ms : null;
  const until = overlap === null ? end : new Date(Date.now() + overlap);
  return (
    <>
      <p>
        Both secrets work until {until ? <RelativeTime at={until} className="font-medium text-ink" /> : "then"}. Switch
        your backend by then to avoid downtime.
      </p>
      <p>When the old secret expires, access tokens issued with it are revoked. You can change or cancel this later.</p>
    </>
  );
}
