"use client";

import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { toast } from "@/components/ui/toaster";
import { removeAppAction } from "./actions";
import { restoreWithToast } from "./restore-with-toast";

type Props = { app: { id: string; name: string }; open: boolean; onOpenChange: (open: boolean) => void };

/** Removing asks for the app's name: the app comes back with Undo, the tokens that die with it don't. */
export function RemoveAppDialog({ app, open, onOpenChange }: Props) {
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string>();

  async function remove() {
    setPending(true);
    const result = await removeAppAction({ appId: app.id, typedName: app.name }).catch(() => null);
    setPending(false);
    if (!result?.ok) return setError(result?.message ?? "The server cannot be reached. Try again.");
    onOpenChange(false);
    const undo = () => void restoreWithToast(app);
    toast(`${app.name} was removed`, { action: { label: "Undo", onClick: undo } });
  }

  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => {
        setError(undefined);
        onOpenChange(next);
      }}
      title="Remove App"
      confirmLabel="Remove App"
      typed={{ label: "Type the app name to confirm", expected: app.name }}
      pending={pending}
      error={error}
      onConfirm={remove}
    >
      <p>
        <strong className="text-ink">{app.name}</strong> leaves Created apps. Its access tokens, its client secret and
        its event notifications stop working at once.
      </p>
      <p>
        It can be restored for 30 days, but the access tokens stay dead and it has to be activated again. Then it is
        gone for good.
      </p>
    </ConfirmDialog>
  );
}
