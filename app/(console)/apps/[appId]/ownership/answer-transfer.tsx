"use client";

import { goTo } from "@/components/navigation";
import { RelativeTime } from "@/components/relative-time";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { Outcome, Ownership } from "@/lib/ownership/queries";
import { useAct } from "../../../../_act/use-act";
import { acceptTransferAction, declineTransferAction } from "./actions";
import { OutcomeList } from "./outcome-list";
import { Terms, useTerms } from "./terms";

type Props = {
  appId: string;
  appName: string;
  ownerName: string;
  transfer: NonNullable<Ownership["transfer"]>;
  outcome: Outcome;
  isCrowded: boolean;
};

/** For the person the app is offered to: what would change, with Accept and Decline. */
export function AnswerTransfer({ appId, appName, ownerName, transfer, outcome, isCrowded }: Props) {
  const terms = useTerms({ lost: outcome.lost, isCrowded });
  const accept = useAct(acceptTransferAction, { done: `You own ${appName} now.` });
  const decline = useAct(declineTransferAction, {
    // They may no longer be allowed to see the app.
    onDone: () => goTo("/apps"),
    done: `You declined ${appName}.`,
  });
  const pending = accept.pending || decline.pending;
  const error = accept.error ?? decline.error;
  return (
    <section className="space-y-5 py-8">
      <div>
        <h2 className="text-lg font-semibold">{transfer.startedBy} offers you this app</h2>
        <p className="mt-1 text-ink-soft">
          It belongs to {ownerName} until you accept. The offer expires <RelativeTime at={transfer.expiresAt} />.
        </p>
      </div>
      <OutcomeList outcome={outcome} whose="your" />
      {!outcome.whyNot && <Terms {...terms} />}
      {error && <Alert tone="bad">{error}</Alert>}
      <div className="flex flex-wrap gap-2">
        <Button
          variant="primary"
          disabled={outcome.whyNot !== null || !terms.isComplete}
          pending={pending}
          onClick={() => accept.run({ appId, overlap: terms.overlap, givesUp: terms.givesUp })}
        >
          Accept transfer
        </Button>
        <Button pending={pending} onClick={() => decline.run({ appId })}>
          Decline
        </Button>
      </div>
    </section>
  );
}
