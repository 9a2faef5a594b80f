"use client";

import { useState } from "react";
import { OnDemand, onDemand } from "@/components/on-demand";
import { RelativeTime } from "@/components/relative-time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { authorizationKinds } from "@/lib/subscriptions/authorization-kinds";
import type { KeptValidation } from "@/lib/subscriptions/validation-rules";
import { useChange } from "../_saving/use-change";
import { validateEndpointAction } from "./actions";
import { EventList } from "./event-list";
import { standingOf } from "./standing";
import type { Subscription } from "./subscription";
import { EnableOrDisable, RemoveSubscription } from "./subscription-actions";

const stages = onDemand(() => import("./validation-stages").then(({ ValidationStages }) => ValidationStages));

type Props = {
  appId: string;
  subscription: Subscription;
  /** Undefined for people who may not edit the app. */
  onEdit?: (() => void) | undefined;
  /** False while another subscription is being edited. */
  editable: boolean;
};

/** A subscription that isn't being edited: its state and actions. */
export function SubscriptionCard({ appId, subscription, onEdit, editable }: Props) {
  const { name, url, events } = subscription;
  const title = name || url;
  const { word, tone, why } = standingOf({ ...subscription, eventCount: events.length });
  const [asked, setAsked] = useState<KeptValidation | null>(null);
  const check = useChange(validateEndpointAction, { onDone: setAsked, onRefused: () => setAsked(null) });
  return (
    <article aria-label={title} className="rounded-lg border bg-surface px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <h4 className="min-w-0 font-semibold break-all">{title}</h4>
        <Badge tone={tone}>{word}</Badge>
      </div>
      {name && <p className="font-mono text-sm break-all text-ink-soft">{url}</p>}
      {why && <p className={`mt-1 text-sm ${tone === "bad" ? "text-bad" : "text-ink-soft"}`}>{why}</p>}
      <Life subscription={subscription} />
      <EventList events={events} />
      {onEdit && (
        <div className="mt-2 -ml-2.5 flex flex-wrap items-center gap-1">
          <Button
            variant="ghost"
            size="sm"
            aria-label={`Validate ${title}`}
            pending={check.pending}
            onClick={() => check.run({ appId, url, subscriptionId: subscription.id })}
            {...stages.ahead}
          >
            Validate
          </Button>
          <Button variant="ghost" size="sm" aria-label={`Edit ${title}`} disabled={!editable} onClick={onEdit}>
            Edit
          </Button>
          <EnableOrDisable appId={appId} subscription={subscription} title={title} />
          <RemoveSubscription appId={appId} subscription={subscription} title={title} />
        </div>
      )}
      {check.error && (
        <p role="alert" className="mt-2 text-sm text-bad">
          {check.error}
        </p>
      )}
      <LastValidation asked={asked} kept={subscription.lastValidation} />
    </article>
  );
}

/** The endpoint's last and next validation, its authorization, and since when every delivery has failed. */
function Life({ subscription }: { subscription: Subscription }) {
  const { validated, validatedAt, enabled, nextValidationAt, authorization, failingSince } = subscription;
  return (
    <ul className="mt-1 flex flex-wrap gap-x-4 text-sm text-ink-faint">
      {validated && validatedAt && (
        <li>
          Validated <RelativeTime at={validatedAt} />
          {enabled && nextValidationAt && (
            <>
              , again <RelativeTime at={nextValidationAt} />
            </>
          )}
        </li>
      )}
      {authorization.kind !== "none" && <li>Authorization: {authorizationKinds[authorization.kind]}</li>}
      {failingSince && (
        <li className="text-warn">
          Nothing was delivered since <RelativeTime at={failingSince} />
        </li>
      )}
    </ul>
  );
}

type LastValidationProps = { asked: KeptValidation | null; kept: KeptValidation | null };

/** The validation just made; otherwise the last one, if it failed. */
function LastValidation({ asked, kept }: LastValidationProps) {
  const shown = asked ?? (kept?.valid === false ? kept : null);
  if (!shown) return null;
  return (
    <div className="mt-3 space-y-2">
      <p role={asked ? "status" : undefined} className="text-sm font-medium">
        {shown.valid ? "Its endpoint is validated" : "Its endpoint was not valid"}{" "}
        <RelativeTime at={shown.at} className="font-normal text-ink-faint" />
      </p>
      <OnDemand part={stages} validation={shown} />
    </div>
  );
}
