"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { Outcome } from "@/lib/ownership/queries";
import { ActDialog } from "../../../../_act/act-dialog";
import { useAct } from "../../../../_act/use-act";
import { takeOverAction } from "./actions";
import { Terms, useTerms } from "./terms";

type Props = { appId: string; appName: string; ownerName: string; outcome: Outcome; isCrowded: boolean };

/** For an account owner: makes the app theirs without anyone's approval. */
export function TakeOver({ appId, appName, ownerName, outcome, isCrowded }: Props) {
  const [asking, setAsking] = useState(false);
  const terms = useTerms({ lost: outcome.lost, isCrowded });
  const act = useAct(takeOverAction, { onDone: () => setAsking(false), done: `You own ${appName} now.` });

  return (
    <section className="flex flex-wrap items-center justify-between gap-4 py-8">
      <div className="min-w-0 grow basis-64">
        <h2 className="text-lg font-semibold">Take over now</h2>
        <p className="mt-1 text-ink-soft">As an account owner, you can take ownership without approval.</p>
      </div>
      <Button onClick={() => setAsking(true)}>Take over</Button>
      <ActDialog
        act={act}
        open={asking}
        onOpenChange={setAsking}
        title={`Take over ${appName}?`}
        confirmLabel="Take over the app"
        tone="primary"
        onConfirm={() => act.run({ appId, overlap: terms.overlap, givesUp: terms.givesUp })}
      >
        <p>
          {ownerName} will no longer be its owner. All scopes stay. Access tokens keep working as long as the client
          secret they were issued with.
        </p>
        <Terms {...terms} />
      </ActDialog>
    </section>
  );
}
