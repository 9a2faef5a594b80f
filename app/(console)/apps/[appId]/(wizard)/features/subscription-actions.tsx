"use client";

import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Button } from "@/components/ui/button";
import { BreaksActivationDialog } from "../_act/breaks-activation-dialog";
import { removeSubscriptionAction, setSubscriptionEnabledAction } from "./actions";
import type { Subscription } from "./subscription";
import { useBreakingAct } from "./use-breaking-act";

type Props = { appId: string; subscription: Subscription; title: string };

/** Enables a subscription that a person disabled, or disables one that is enabled; nothing for any other. */
export function EnableOrDisable({ appId, subscription: { id, enabled, disabledBecause }, title }: Props) {
  const act = useBreakingAct((andDeactivate) =>
    setSubscriptionEnabledAction({ appId, subscriptionId: id, enabled: !enabled, andDeactivate }),
  );
  if (!enabled && disabledBecause !== "person") return null;
  const verb = enabled ? "Disable" : "Enable";
  return (
    <>
      <Button
        variant="ghost"
        size="sm"
        aria-label={`${verb} ${title}`}
        pending={act.pending}
        onClick={() => void act.start()}
      >
        {verb}
      </Button>
      {act.error && (
        <p role="alert" className="basis-full text-sm text-bad">
          {act.error}
        </p>
      )}
      <BreaksActivationDialog
        reasons={act.reasons}
        pending={act.pending}
        onKeep={act.keep}
        onDeactivate={() => void act.start(true)}
      />
    </>
  );
}

/** Removes a subscription, once what stops with it was read. */
export function RemoveSubscription({ appId, subscription: { id, url }, title }: Props) {
  const [asking, setAsking] = useState(false);
  const act = useBreakingAct((andDeactivate) => removeSubscriptionAction({ appId, subscriptionId: id, andDeactivate }));

  async function remove(andDeactivate = false) {
    await act.start(andDeactivate);
    setAsking(false);
    document.getElementById("subscriptions")?.focus();
  }

  return (
    <>
      <Button variant="danger-ghost" size="sm" aria-label={`Remove ${title}`} onClick={() => setAsking(true)}>
        Remove
      </Button>
      {act.error && (
        <p role="alert" className="basis-full text-sm text-bad">
          Not removed: {act.error}
        </p>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Remove this subscription?"
        confirmLabel="Remove subscription"
        pending={act.pending}
        onConfirm={() => void remove()}
      >
        <p>
          From that moment nothing is sent to <span className="font-mono text-sm break-all">{url}</span> for it, and
          notifications that wait for it are cancelled.
        </p>
        <p>The log of what was sent stays, and so do the scopes that came with its events. This cannot be undone.</p>
      </ConfirmDialog>
      <BreaksActivationDialog
        reasons={act.reasons}
        pending={act.pending}
        onKeep={act.keep}
        onDeactivate={() => void remove(true)}
      />
    </>
  );
}
