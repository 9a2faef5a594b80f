"use client";

import { RelativeTime } from "@/components/relative-time";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { Outcome, Ownership } from "@/lib/ownership/queries";
import { cancelTransferAction } from "./actions";
import { OutcomeList } from "./outcome-list";
import { useAct } from "./use-act";

type Props = {
  appId: string;
  transfer: NonNullable<Ownership["transfer"]>;
  outcome: Outcome | null;
  mayCancel: boolean;
};

/** A transfer that waits for its new owner, for everybody else. */
export function PendingTransfer({ appId, transfer, outcome, mayCancel }: Props) {
  const { pending, error, act } = useAct();
  const cancel = () => act(() => cancelTransferAction({ appId }), "The transfer was cancelled.");
  return (
    <section className="space-y-5 py-8">
      <div>
        <h2 className="text-lg font-semibold">Pending transfer</h2>
        <p className="mt-1 text-ink-soft">
          Offered to {transfer.to.name} by {transfer.startedBy} <RelativeTime at={transfer.startedAt} />. Nothing
          changes until {transfer.to.name} accepts; the offer expires <RelativeTime at={transfer.expiresAt} />.
        </p>
      </div>
      {outcome && <OutcomeList outcome={outcome} whose={`${transfer.to.name}’s`} />}
      {error && <Alert tone="bad">{error}</Alert>}
      {mayCancel && (
        <Button pending={pending} onClick={cancel}>
          Cancel transfer
        </Button>
      )}
    </section>
  );
}
