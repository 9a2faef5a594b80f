"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useEffect, useState } from "react";
import { type UseFormReturn, useForm } from "react-hook-form";
import { OnDemand, onDemand } from "@/components/on-demand";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { type EndpointFields, endpointFields } from "./endpoint-fields";
import { EventList } from "./event-list";
import { type EventChoice, scopesBrought } from "./events-of-subscription";
import type { SubscriptionDraft } from "./unsaved-subscription";
import { useSubscriptionSaver } from "./use-subscription-saver";

const picker = onDemand(() => import("./event-types-dialog").then(({ EventTypesDialog }) => EventTypesDialog));

type Props = {
  appId: string;
  draft: SubscriptionDraft;
  /** The events that the saved subscription has. */
  before: EventChoice[];
  heldScopes: string[];
  onDraft: (draft: SubscriptionDraft | null) => void;
};

/** A subscription being written: its endpoint and its events, saved together. */
export function SubscriptionEditor({ appId, draft, before, heldScopes, onDraft }: Props) {
  const { name, url } = draft;
  const form = useForm<EndpointFields>({ resolver: zodResolver(endpointFields), defaultValues: { name, url } });
  const [events, setEvents] = useState(draft.events);
  const { save, problem, cancel } = useSubscriptionSaver({ appId, draft, form, events, onDraft });
  return (
    <form
      onSubmit={save}
      noValidate
      aria-label={draft.subscriptionId === null ? "New event subscription" : "Event subscription"}
      className="space-y-5 rounded-lg border border-line-strong bg-surface p-4 sm:p-5"
    >
      {problem && <Alert tone="bad">{problem}</Alert>}
      <Fields form={form} />
      <Events appId={appId} events={events} before={before} heldScopes={heldScopes} onChange={setEvents} />
      <div className="flex flex-wrap items-center gap-2 border-t pt-4">
        <Button type="submit" variant="primary" pending={form.formState.isSubmitting}>
          Save
        </Button>
        <Button variant="ghost" onClick={cancel}>
          Cancel
        </Button>
        <span className="ml-auto text-sm text-ink-faint">Kept in this browser tab until you save.</span>
      </div>
    </form>
  );
}

function Fields({ form }: { form: UseFormReturn<EndpointFields> }) {
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
        hint="Where notifications are posted, over https."
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
    <section aria-label="Events">
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
