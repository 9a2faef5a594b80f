"use client";

import { useState } from "react";
import { RelativeTime } from "@/components/relative-time";
import { SecretField } from "@/components/secret-field";
import { Button } from "@/components/ui/button";
import { ActDialog } from "../../../../../_act/act-dialog";
import { useAct } from "../../../../../_act/use-act";
import { useChange } from "../_saving/use-change";
import { endOldTokenAction, revealSecretTokenAction, signWithNewTokenAction } from "./actions";

/**
 * A rotation in progress: the old token keeps signing until `endsAt`; `signs`: `x-zm-signature` still uses it. `since`:
 * when the new token was created, null if unknown.
 */
export type Rotation = { since: Date | null; endsAt: Date; signs: boolean };

type Props = { appId: string; mayEdit: boolean; rotation: Rotation };

/** The old secret token while it signs next to the new one: its expiry, what it still signs, and the next steps. */
export function TokenRotation({ appId, mayEdit, rotation: { since, endsAt, signs } }: Props) {
  return (
    <section aria-label="Secret token rotation" className="space-y-3 rounded-lg border bg-surface px-4 py-3.5">
      <div>
        <h3 className="font-semibold">Secret token rotation in progress</h3>
        <p className="mt-0.5 text-ink-soft">
          {since && (
            <>
              The new token started signing <RelativeTime at={since} />.{" "}
            </>
          )}
          The old token keeps working until <RelativeTime at={endsAt} />:{" "}
          <code className="font-mono">webhook-signature</code> has a signature made with each, and{" "}
          <code className="font-mono">x-zm-signature</code> uses the {signs ? "old" : "new"} token.
        </p>
      </div>
      <OldToken appId={appId} mayEdit={mayEdit} />
      {mayEdit && (
        <div className="flex flex-wrap items-center gap-2">
          {signs && <UseNewOne appId={appId} />}
          <EndOldOne appId={appId} />
        </div>
      )}
    </section>
  );
}

function OldToken({ appId, mayEdit }: { appId: string; mayEdit: boolean }) {
  const [token, setToken] = useState<string | null>(null);
  const act = useAct(revealSecretTokenAction);

  async function fetchToken(): Promise<string | null> {
    const result = await act.run({ appId, which: "old" });
    return result.ok ? result.value.secretToken : null;
  }

  return (
    <SecretField
      label="Old secret token"
      revealed={token}
      onRevealed={setToken}
      fetchSecret={fetchToken}
      mayReveal={mayEdit}
      error={act.error}
    />
  );
}

function UseNewOne({ appId }: { appId: string }) {
  const act = useChange(signWithNewTokenAction);
  return (
    <>
      <Button pending={act.pending} onClick={() => act.run({ appId })}>
        Use new token now
      </Button>
      {act.error && (
        <p role="alert" className="basis-full text-sm text-bad">
          {act.error}
        </p>
      )}
    </>
  );
}

function EndOldOne({ appId }: { appId: string }) {
  const [asking, setAsking] = useState(false);
  const act = useChange(endOldTokenAction, { onDone: () => setAsking(false) });
  return (
    <>
      <Button variant="danger-ghost" onClick={() => setAsking(true)}>
        Revoke old token now
      </Button>
      <ActDialog
        act={act}
        open={asking}
        onOpenChange={setAsking}
        title="Revoke the old secret token?"
        confirmLabel="Revoke old token"
        onConfirm={() => act.run({ appId })}
      >
        <p>
          Only the new token signs from then on. Receivers that still check signatures with the old token will reject
          every notification, and their endpoints are no longer validated.
        </p>
      </ActDialog>
    </>
  );
}
