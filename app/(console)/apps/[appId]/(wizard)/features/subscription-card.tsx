"use client";

import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toaster";
import { BreaksActivationDialog } from "../breaks-activation-dialog";
import { useSaveNow } from "../use-save-now";
import { removeSubscriptionAction, saveSubscriptionAction } from "./actions";
import { EventList } from "./event-list";
import type { Subscription } from "./subscriptions";

type Props = {
  appId: string;
  subscription: Subscription;
  /** Missing for people who may not change the app. */
  onEdit?: () => void;
  /** False while another subscription is being edited. */
  editable: boolean;
};

/** One subscription at rest. */
export function SubscriptionCard({ appId, subscription, onEdit, editable }: Props) {
  const { remove, pending, reasons, keep } = useRemoval(appId, subscription);
  const { name, url, enabled, events } = subscription;
  const title = name || url;
  return (
    <article aria-label={title} className="rounded-lg border bg-surface px-4 py-3">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 grow basis-64">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <h4 className="min-w-0 font-semibold break-all">{title}</h4>
            {!enabled && <Badge>Draft</Badge>}
          </div>
          {name && <p className="font-mono text-sm break-all text-ink-soft">{url}</p>}
        </div>
        {onEdit && (
          <div className="flex gap-1">
            <Button variant="ghost" size="sm" aria-label={`Edit ${title}`} disabled={!editable} onClick={onEdit}>
              Edit
            </Button>
            <Button variant="danger-ghost" size="sm" aria-label={`Remove ${title}`} pending={pending} onClick={() => remove()}>
              Remove
            </Button>
          </div>
        )}
      </div>
      <EventList events={events} />
      <BreaksActivationDialog reasons={reasons} pending={pending} onKeep={keep} onDeactivate={() => remove(true)} />
    </article>
  );
}

/** Removes a subscription at once, with Undo; asks only when that would take from an activated app what it needs. */
function useRemoval(appId: string, { id, name, url, events }: Subscription) {
  const { save, forget } = useSaveNow();
  const [pending, setPending] = useState(false);
  const [reasons, setReasons] = useState<string[] | null>(null);
  const title = name || url;

  async function remove(andDeactivate = false) {
    setPending(true);
    const result = await save(() => removeSubscriptionAction({ appId, subscriptionId: id, andDeactivate }));
    if (result.ok) {
      setReasons(null);
      document.getElementById("subscriptions")?.focus();
      toast(`Removed ${title}`, { action: { label: "Undo", onClick: putBack } });
      return;
    }
    setPending(false);
    if (result.code === "would-break-activation") setReasons(result.items.map((item) => item.message));
    else toast.error(`${title} was not removed`, { description: result.message });
  }

  async function putBack() {
    const eventIds = events.map((event) => event.id);
    const result = await save(() => saveSubscriptionAction({ appId, subscriptionId: null, name, url, eventIds }));
    if (!result.ok) toast.error(`${title} was not put back`, { description: result.message });
  }

  function keep() {
    setReasons(null);
    forget();
  }

  return { remove, pending, reasons, keep };
}
