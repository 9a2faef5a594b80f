"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useEffect, useMemo, useState } from "react";
import { type UseFormReturn, useForm } from "react-hook-form";
import { OnDemand, onDemand } from "@/components/on-demand";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { AuthorizationKind } from "@/lib/subscriptions/authorization-kinds";
import { ConsentDialog } from "../../../../../_act/consent-dialog";
import { AuthorizationPart } from "./authorization-part";
import { type EndpointFields, endpointFields } from "./endpoint-fields";
import { EventList } from "./event-list";
import { type EventChoice, scopesBrought } from "./events-of-subscription";
import type { SubscriptionDraft } from "./unsaved-subscription";
import { useSubscriptionSaver } from "./use-subscription-saver";
import { useValidation } from "./use-validation";
import { ValidationPart } from "./validation-part";

const picker = onDemand(() => import("./event-types-dialog").then(({ EventTypesDialog }) => EventTypesDialog));

type Props = {
  appId: string;
  draft: SubscriptionDraft;
  /** The saved subscription's events; `kept`: the kind of authorization whose secret is stored. */
  before: EventChoice[];
  kept: AuthorizationKind;
  heldScopes: string[];
  /** Endpoint URLs that the server remembers as validated. */
  validatedUrls: string[];
  /** Whether this installation allows private addresses, which may use plain http. */
  plainHttp: boolean;
  onDraft: (draft: SubscriptionDraft | null) => void;
};

/** The form of one subscription: its endpoint and events, saved together. */
export function SubscriptionEditor({ appId, draft, before, kept, heldScopes, plainHttp, onDraft, ...rest }: Props) {
  const { subscriptionId, name, url, authorization } = draft;
  const resolver = useMemo(() => zodResolver(endpointFields(plainHttp)), [plainHttp]);
  const form = useForm<EndpointFields>({ resolver, defaultValues: { name, url, authorization } });
  const [events, setEvents] = useState(draft.events);
  const saver = useSubscriptionSaver({ appId, draft, form, events, onDraft });
  const validation = useValidation({ appId, subscriptionId, form, ...rest });
  return (
    <form
      onSubmit={saver.save}
      noValidate
      aria-label={subscriptionId === null ? "New event subscription" : "Event subscription"}
      className="space-y-5 rounded-lg border border-line-strong bg-surface p-4 sm:p-5"
    >
      {saver.problem && <Alert tone="bad">{saver.problem}</Alert>}
      <Fields form={form} plainHttp={plainHttp} />
      <AuthorizationPart form={form} kept={kept} />
      <ValidationPart {...validation} />
      <Events appId={appId} events={events} before={before} heldScopes={heldScopes} onChange={setEvents} />
      <div className="flex flex-wrap items-center gap-2 border-t pt-4">
        <Button type="submit" variant="primary" pending={saver.act.pending}>
          Save
        </Button>
        <Button variant="ghost" onClick={saver.cancel}>
          Cancel
        </Button>
        <span className="ml-auto text-sm text-ink-faint">Unsaved changes (kept in this browser)</span>
      </div>
      <ConsentDialog act={saver.act} />
    </form>
  );
}

function Fields({ form, plainHttp }: { form: UseFormReturn<EndpointFields>; plainHttp: boolean }) {
  const { register, formState, setFocus } = form;
  useEffect(() => setFocus("name"), [setFocus]);
  return (
    <>
      <Field label="Subscription name" hint="Optional: what you call it." error={formState.errors.name?.message}>
        {(control) => <Input {...control} {...register("name")} autoComplete="off" />}
      </Field>
      <Field
        label="Endpoint URL"
        required
        hint={`Where notifications are posted, over https.${plainHttp ? " Private addresses that this installation allows are reached over http too." : ""}`}
        error={formState.errors.url?.message}
      >
        {(control) => (
          <Input
            {...control}
            {...register("url")}
            mono
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
            placeholder="https://example.com/notifications"
          />
        )}
      </Field>
    </>
  );
}

type EventsProps = Pick<Props, "appId" | "before" | "heldScopes"> & {
  events: EventChoice[];
  onChange: (events: EventChoice[]) => void;
};

function Events({ appId, events, before, heldScopes, onChange }: EventsProps) {
  const [choosing, setChoosing] = useState(false);
  const fresh = events.filter((event) => !before.some((one) => one.id === event.id));
  const brought = scopesBrought(fresh, heldScopes);
  return (
    <section aria-label="Events" className="border-t pt-5">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <span className="font-medium">Events</span>
        <Button onClick={() => setChoosing(true)} {...picker.ahead}>
          Add Events
        </Button>
      </div>
      <EventList events={events} added=" added" />
      {brought.length > 0 && (
        <p className="mt-2 text-sm text-ink-soft">
          Saving adds {brought.length === 1 ? "the scope" : "the scopes"}{" "}
          <span className="font-mono break-words text-good">{brought.join(", ")}</span>
        </p>
      )}
      {choosing && (
        <OnDemand
          part={picker}
          appId={appId}
          chosen={events}
          before={before}
          heldScopes={heldScopes}
          onClose={() => setChoosing(false)}
          onDone={onChange}
        />
      )}
    </section>
  );
}
