"use client";

import { Plus, Webhook } from "lucide-react";
import { useEffect, useState } from "react";
import { EmptyState } from "@/components/empty-state";
import { OnDemand, onDemand } from "@/components/on-demand";
import { Button } from "@/components/ui/button";
import { type AuthorizationKind, noAuthorization } from "@/lib/subscriptions/authorization-kinds";
import { usePerson } from "../../../../../_draft/person";
import type { EventChoice } from "./events-of-subscription";
import type { Subscription } from "./subscription";
import { SubscriptionCard } from "./subscription-card";
import { keepDraft, keptDraft, type SubscriptionDraft } from "./unsaved-subscription";

type Props = {
  appId: string;
  mayEdit: boolean;
  subscriptions: Subscription[];
  /** The most subscriptions an app may have. */
  most: number;
  heldScopes: string[];
  /** Endpoint URLs that the server remembers as validated. */
  validatedUrls: string[];
  /** Whether this installation allows private addresses, which may use plain http. */
  plainHttp: boolean;
};

const writing = onDemand(() => import("./subscription-editor").then(({ SubscriptionEditor }) => SubscriptionEditor));

const newDraft: SubscriptionDraft = {
  subscriptionId: null,
  seen: null,
  name: "",
  url: "",
  authorization: noAuthorization,
  events: [],
};

/** The app's event subscriptions; one at a time can be edited. */
export function Subscriptions({ appId, mayEdit, subscriptions, most, ...known }: Props) {
  const [draft, setDraft] = useDraft(appId, mayEdit);
  const full = subscriptions.length >= most;
  const editor = (saved: SubscriptionDraft, before: EventChoice[], kept: AuthorizationKind) =>
    draft && (
      <OnDemand
        part={writing}
        key={draft.subscriptionId}
        appId={appId}
        draft={draft}
        saved={saved}
        before={before}
        kept={kept}
        onDraft={setDraft}
        {...known}
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
      {subscriptions.map((one) =>
        one.id === draft?.subscriptionId ? (
          <div key={one.id}>{editor(draftOf(one), one.events, one.authorization.kind)}</div>
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
      {draft && (draft.subscriptionId === null || gone) && editor(newDraft, [], "none")}
      {subscriptions.length === 0 && !draft && (
        <NoSubscriptions onCreate={mayEdit ? () => setDraft(newDraft) : undefined} />
      )}
    </section>
  );
}

const draftOf = ({ id, name, url, authorization, events }: Subscription): SubscriptionDraft => ({
  subscriptionId: id,
  seen: { subscriptionId: id, name, url, eventIds: events.map((event) => event.id) },
  name,
  url,
  authorization,
  events,
});

/** The draft being edited; reopens one that was left unsaved on this page. */
function useDraft(appId: string, mayEdit: boolean) {
  const person = usePerson();
  const [draft, setDraft] = useState<SubscriptionDraft | null>(null);
  useEffect(() => {
    if (!mayEdit) return;
    let isHere = true;
    void keptDraft(person, appId).then((kept) => isHere && kept && setDraft(kept));
    return () => {
      isHere = false;
    };
  }, [person, appId, mayEdit]);
  function change(next: SubscriptionDraft | null) {
    if (next === null) keepDraft(person, appId, null);
    setDraft(next);
  }
  return [draft, change] as const;
}

function NoSubscriptions({ onCreate }: { onCreate: (() => void) | undefined }) {
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
      A subscription sends the event types you choose, such as “a meeting has started”, to your endpoint URL. Once the
      endpoint is validated, it gets a signed notification of each event.
    </EmptyState>
  );
}
