"use client";

import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Button } from "@/components/ui/button";
import type { Outcome } from "@/lib/ownership/queries";
import { takeOverAction } from "./actions";
import { Terms, useTerms } from "./terms";
import { useAct } from "./use-act";

type Props = { appId: string; appName: string; ownerName: string; outcome: Outcome; isCrowded: boolean };

/** For an account owner: the app becomes theirs without anybody's answer. */
export function TakeOver({ appId, appName, ownerName, outcome, isCrowded }: Props) {
  const [asking, setAsking] = useState(false);
  const terms = useTerms({ lost: outcome.lost, isCrowded });
  const { pending, error, setError, act } = useAct();

  async function takeOver() {
    const { overlap, givesUp } = terms;
    const done = await act(() => takeOverAction({ appId, overlap, givesUp }), `You own ${appName} now.`);
    if (done) setAsking(false);
  }

  return (
    <section className="flex flex-wrap items-center justify-between gap-4 py-8">
      <div className="min-w-0 grow basis-64">
        <h2 className="text-lg font-semibold">Take over at once</h2>
        <p className="mt-1 text-ink-soft">
          As an account owner you can make the app yours without waiting for anybody.
        </p>
      </div>
      <Button
        onClick={() => {
          setError(undefined);
          setAsking(true);
        }}
      >
        Take over
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Take over ${appName}?`}
        confirmLabel="Take over the app"
        tone="primary"
        pending={pending}
        error={error}
        onConfirm={takeOver}
      >
        <p>
          {ownerName} stops being its owner. All scopes stay, its access tokens go on working as long as the client
          secret they were got with does.
        </p>
        <Terms {...terms} />
      </ConfirmDialog>
    </section>
  );
}
