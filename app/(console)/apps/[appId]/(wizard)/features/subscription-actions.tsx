"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ActDialog } from "../../../../../_act/act-dialog";
import { ConsentDialog } from "../../../../../_act/consent-dialog";
import { useChange } from "../_saving/use-change";
import { removeSubscriptionAction, setSubscriptionEnabledAction } from "./actions";
import type { Subscription } from "./subscription";

type Props = { appId: string; subscription: Subscription; title: string };

/** Enables a subscription that a person disabled, or disables an enabled one; renders nothing otherwise. */
export function EnableOrDisable({ appId, subscription: { id, enabled, disabledBecause }, title }: Props) {
  const act = useChange(setSubscriptionEnabledAction);
  if (!enabled && disabledBecause !== "person") return null;
  const verb = enabled ? "Disable" : "Enable";
  return (
    <>
      <Button
        variant="ghost"
        size="sm"
        aria-label={`${verb} ${title}`}
        pending={act.pending}
        onClick={() => act.run({ appId, subscriptionId: id, enabled: !enabled })}
      >
        {verb}
      </Button>
      {act.error && (
        <p role="alert" className="basis-full text-sm text-bad">
          {act.error}
        </p>
      )}
      <ConsentDialog act={act} />
    </>
  );
}

/** Removes a subscription after a dialog has said what stops. */
export function RemoveSubscription({ appId, subscription: { id, url }, title }: Props) {
  const [asking, setAsking] = useState(false);
  const act = useChange(removeSubscriptionAction, {
    onDone: () => {
      setAsking(false);
      document.getElementById("subscriptions")?.focus();
    },
  });

  return (
    <>
      <Button variant="danger-ghost" size="sm" aria-label={`Remove ${title}`} onClick={() => setAsking(true)}>
        Remove
      </Button>
      <ActDialog
        act={act}
        open={asking}
        onOpenChange={setAsking}
        title="Remove this subscription?"
        confirmLabel="Remove subscription"
        onConfirm={() => act.run({ appId, subscriptionId: id })}
      >
        <p>
          From that moment nothing is sent to <span className="font-mono text-sm break-all">{url}</span> for it, and
          notifications that wait for it are cancelled.
        </p>
        <p>The log of what was sent stays, and so do the scopes that came with its events. This cannot be undone.</p>
      </ActDialog>
    </>
  );
}
