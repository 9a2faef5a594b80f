"use client";

import { toast } from "@/components/ui/toaster";
import { restorableDays } from "@/lib/apps/removal";
import { ActDialog } from "../../../_act/act-dialog";
import { useAct } from "../../../_act/use-act";
import { removeAppAction, restoreAppAction } from "./actions";
import { restoring } from "./restoring";

type Props = { app: { id: string; name: string }; open: boolean; onOpenChange: (open: boolean) => void };

/** Removal must be confirmed with the app's name: Undo restores the app, but not its tokens. */
export function RemoveAppDialog({ app, open, onOpenChange }: Props) {
  const restoration = useAct(restoreAppAction, restoring(app));
  const removal = useAct(removeAppAction, {
    onDone: () => {
      onOpenChange(false);
      const undo = () => void restoration.run({ appId: app.id });
      toast(`${app.name} was removed`, { action: { label: "Undo", onClick: undo } });
    },
  });

  return (
    <ActDialog
      act={removal}
      open={open}
      onOpenChange={onOpenChange}
      title="Remove App"
      confirmLabel="Remove App"
      typed={{ label: "Type the app name to confirm", expected: app.name }}
      onConfirm={() => removal.run({ appId: app.id, typedName: app.name })}
    >
      <p>
        <strong className="text-ink">{app.name}</strong> will be removed. Its access tokens, client secret and event
        notifications stop working immediately.
      </p>
      <p>
        You can restore it for {restorableDays} days, but must activate it again and get new tokens. After that it’s
        deleted permanently.
      </p>
    </ActDialog>
  );
}
