"use client";

import { RelativeTime } from "@/components/relative-time";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { Outcome, Ownership } from "@/lib/ownership/queries";
import { useAct } from "../../../../_act/use-act";
import { cancelTransferAction } from "./actions";
import { OutcomeList } from "./outcome-list";

type Props = {
  appId: string;
  transfer: NonNullable<Ownership["transfer"]>;
  outcome: Outcome | null;
  mayCancel: boolean;
};

/** A pending transfer, for everyone but the new owner. */
export function PendingTransfer({ appId, transfer, outcome, mayCancel }: Props) {
  const act = useAct(cancelTransferAction, { done: "The transfer was cancelled." });
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
      {act.error && <Alert tone="bad">{act.error}</Alert>}
      {mayCancel && (
        <Button pending={act.pending} onClick={() => act.run({ appId })}>
          Cancel transfer
        </Button>
      )}
    </section>
  );
}
