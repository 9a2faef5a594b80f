"use client";

import { Plus, Webhook } from "lucide-react";
import { useEffect, useState } from "react";
import { EmptyState } from "@/components/empty-state";
import { OnDemand, onDemand } from "@/components/on-demand";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { EventChoice } from "./events-of-subscription";
import { SubscriptionCard } from "./subscription-card";
import { keepDraft, keptDraft, type SubscriptionDraft } from "./unsaved-subscription";

export type Subscription = { id: string; name: string; url: string; enabled: boolean; events: EventChoice[] };

type Props = {
  appId: string;
  mayEdit: boolean;
  subscriptions: Subscription[];
  /** How many an app may have. */
  most: number;
  heldScopes: string[];
};

const writing = onDemand(() => import("./subscription-editor").then(({ SubscriptionEditor }) => SubscriptionEditor));

const newDraft: SubscriptionDraft = { subscriptionId: null, seen: null, name: "", url: "", events: [] };

/** The app's event subscriptions, one of them open for editing at a time. */
export function Subscriptions({ appId, mayEdit, subscriptions, most, heldScopes }: Props) {
  const [draft, setDraft] = useDraft(appId, mayEdit);
  const full = subscriptions.length >= most;
  const editor = (before: EventChoice[]) =>
    draft && (
      <OnDemand
        part={writing}
        key={draft.subscriptionId}
        appId={appId}
        draft={draft}
        before={before}
        heldScopes={heldScopes}
        onDraft={setDraft}
      />
    );
  const gone = draft?.subscriptionId != null && !subscriptions.some((one) => one.id === draft.subscriptionId);
  return (
    <section id="subscriptions" tabIndex={-1} aria-label="Subscriptions" className="scroll-mt-20 space-y-4 rounded-lg">
      <div className="flex flex-wrap items-center justify-between gap-x-8 gap-y-3">
        <h3 className="font-semibold">
          Subscriptions <span className="text-xs font-normal text-ink-faint">{subscriptions.length}</span>
        </h3>
        {mayEdit && (
          <Button
            variant="primary"
            disabled={full || draft !== null}
            onClick={() => setDraft(newDraft)}
            {...writing.ahead}
          >
            <Plus aria-hidden />
            Add Event Subscription
          </Button>
        )}
      </div>
      {full && mayEdit && <p className="text-sm text-ink-soft">An app has at most {most} subscriptions.</p>}
      {subscriptions.length > 0 && <DraftsOnly />}
      {subscriptions.map((one) =>
        one.id === draft?.subscriptionId ? (
          <div key={one.id}>{editor(one.events)}</div>
        ) : (
          <SubscriptionCard
            key={one.id}
            appId={appId}
            subscription={one}
            onEdit={mayEdit ? () => setDraft(draftOf(one)) : undefined}
            editable={draft === null}
          />
        ),
      )}
      {draft && (draft.subscriptionId === null || gone) && editor([])}
      {subscriptions.length === 0 && !draft && (
        <NoSubscriptions onCreate={mayEdit ? () => setDraft(newDraft) : undefined} />
      )}
    </section>
  );
}

const draftOf = ({ id, name, url, events }: Subscription): SubscriptionDraft => ({
  subscriptionId: id,
  seen: { subscriptionId: id, name, url, eventIds: events.map((event) => event.id) },
  name,
  url,
  events,
});

/** What is being edited; what was left unsaved on this page before is opened again. */
function useDraft(appId: string, mayEdit: boolean) {
  const [draft, setDraft] = useState<SubscriptionDraft | null>(null);
  useEffect(() => {
    if (!mayEdit) return;
    let isHere = true;
    void keptDraft(appId).then((kept) => isHere && kept && setDraft(kept));
    return () => {
      isHere = false;
    };
  }, [appId, mayEdit]);
  function change(next: SubscriptionDraft | null) {
    if (next === null) keepDraft(appId, null);
    setDraft(next);
  }
  return [draft, change] as const;
}

function DraftsOnly() {
  return (
    <Alert role="note" title="Subscriptions are drafts for now">
      Nothing is sent to an endpoint URL before it has been validated, and this version of Patchbay cannot validate one
      yet. What you set up here is kept. To activate the app in the meantime, turn Event subscriptions off.
    </Alert>
  );
}

function NoSubscriptions({ onCreate }: { onCreate?: () => void }) {
  return (
    <EmptyState
      icon={<Webhook />}
      title="No subscriptions yet"
      action={
        onCreate && (
          <Button onClick={onCreate} {...writing.ahead}>
            Set up the first one
          </Button>
        )
      }
    >
      A subscription is an endpoint URL of yours and the event types it is told about, such as “a meeting has started”.
      It is saved as a draft: nothing is sent before its endpoint has been validated, which this version cannot do yet.
    </EmptyState>
  );
}
