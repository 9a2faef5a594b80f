"use client";

import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { BreaksActivationDialog } from "../breaks-activation-dialog";
import { useRemoval } from "../use-removal";
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
  const { id, name, url, enabled, events } = subscription;
  const title = name || url;
  const eventIds = events.map((event) => event.id);
  const removal = useRemoval({
    title,
    remove: (andDeactivate) => removeSubscriptionAction({ appId, subscriptionId: id, andDeactivate }),
    putBack: () => saveSubscriptionAction({ appId, edited: null, name, url, eventIds }),
    focusNext: () => document.getElementById("subscriptions"),
  });
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
            <Button
              variant="danger-ghost"
              size="sm"
              aria-label={`Remove ${title}`}
              pending={removal.pending}
              onClick={() => removal.start()}
            >
              Remove
            </Button>
          </div>
        )}
      </div>
      <EventList events={events} />
      {removal.error && (
        <p role="alert" className="mt-2 text-sm text-bad">
          Not removed: {removal.error}
        </p>
      )}
      <BreaksActivationDialog
        reasons={removal.reasons}
        pending={removal.pending}
        onKeep={removal.keep}
        onDeactivate={() => removal.start(true)}
      />
    </article>
  );
}
