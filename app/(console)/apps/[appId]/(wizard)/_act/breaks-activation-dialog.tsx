"use client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

type Props = {
  /** What the activated app would lack; null while nothing is refused. */
  reasons: string[] | null;
  pending: boolean;
  onKeep: () => void;
  onDeactivate: () => void;
};

/** An edit was refused because the activated app needs what it would take away: keep it, or deactivate and save. */
export function BreaksActivationDialog({ reasons, pending, onKeep, onDeactivate }: Props) {
  return (
    <Dialog
      open={reasons !== null}
      onOpenChange={(open) => !open && onKeep()}
      title="The app is activated and needs this"
      size="sm"
      footer={
        <>
          <Button onClick={onKeep}>Keep it as it is</Button>
          <Button variant="danger" pending={pending} onClick={onDeactivate}>
            Deactivate and save
          </Button>
        </>
      }
    >
      <div className="space-y-2 text-ink-soft">
        <p>Activation would then ask for this again:</p>
        <ul className="list-disc space-y-1 pl-5">
          {reasons?.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
        <p>Deactivating ends every access token of the app at once.</p>
      </div>
    </Dialog>
  );
}
