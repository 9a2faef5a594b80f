"use client";

import { useState } from "react";
import { RelativeTime } from "@/components/relative-time";
import { SecretField } from "@/components/secret-field";
import { Button } from "@/components/ui/button";
import { ActDialog } from "../../../../../_act/act-dialog";
import { useAct } from "../../../../../_act/use-act";
import { useChange } from "../_saving/use-change";
import { endOldTokenAction, revealSecretTokenAction, signWithNewTokenAction } from "./actions";

/** A rotation of the secret token that is under way. */
export type Rotation = { since: Date | null; endsAt: Date; signs: boolean };

type Props = { appId: string; mayEdit: boolean; rotation: Rotation };

/** The secret token of before, while it signs beside the new one: until when, what it still does, how to go on. */
export function TokenRotation({ appId, mayEdit, rotation: { since, endsAt, signs } }: Props) {
  return (
    <section aria-label="Rotation of the secret token" className="space-y-3 rounded-lg border bg-surface px-4 py-3.5">
      <div>
        <h3 className="font-semibold">A new secret token is taking over</h3>
        <p className="mt-0.5 text-ink-soft">
          {since && (
            <>
              The new one signs since <RelativeTime at={since} />.{" "}
            </>
          )}
          The old one goes on until <RelativeTime at={endsAt} />: <code className="font-mono">webhook-signature</code>{" "}
          carries both, and <code className="font-mono">x-zm-signature</code> is made with the{" "}
          {signs ? "old one" : "new one"}.
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
  const act = useAct(revealSecretTokenAction, { onDone: ({ secretToken }) => setToken(secretToken) });

  async function reveal(): Promise<string | null> {
    const result = await act.run({ appId, which: "old" });
    return result.ok ? result.value.secretToken : null;
  }

  return (
    <SecretField
      label="Old secret token"
      revealed={token}
      onReveal={reveal}
      onHide={() => setToken(null)}
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
        Use the new one now
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
        End the old one now
      </Button>
      <ActDialog
        act={act}
        open={asking}
        onOpenChange={setAsking}
        title="End the old secret token?"
        confirmLabel="End the old one"
        onConfirm={() => act.run({ appId })}
      >
        <p>
          From that moment everything is signed with the new one alone. A receiver that still checks with the old one
          takes it for forged, and its endpoint is not validated any more.
        </p>
      </ActDialog>
    </>
  );
}
