"use client";

import { useEffect, useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { toast } from "@/components/ui/toaster";
import { useAct } from "../../../../../_act/use-act";
import { usePerson } from "../../../../../_draft/person";
import { useSaveNow } from "../_saving/use-save-now";
import { saveSubscriptionAction } from "./actions";
import type { EndpointFields } from "./endpoint-fields";
import type { EventChoice } from "./events-of-subscription";
import { showAtFields } from "./show-at-fields";
import { keepDraft, type SubscriptionDraft } from "./unsaved-subscription";

type Editor = {
  appId: string;
  draft: SubscriptionDraft;
  form: UseFormReturn<EndpointFields>;
  events: EventChoice[];
  /** null closes the editor; a draft reopens it with that content. */
  onDraft: (draft: SubscriptionDraft | null) => void;
};

type Wanted = Parameters<typeof saveSubscriptionAction>[0];

/** Saves the subscription on submit; until then keeps what was typed in this browser. */
export function useSubscriptionSaver({ appId, draft, form, events, onDraft }: Editor) {
  const person = usePerson();
  const { subscriptionId, seen } = draft;
  const { save, forget } = useSaveNow();
  const [problem, setProblem] = useState<string>();
  const act = useAct((wanted: Wanted) => save(() => saveSubscriptionAction(wanted)), {
    asks: ["would-break-activation", "conflict"],
    onDone: close,
    onRefused: (refused) => setProblem(showAtFields(form, refused)),
  });
  const { name, url, authorization } = form.watch();
  const typed = JSON.stringify(authorization);
  useEffect(
    () => keepDraft(person, appId, { subscriptionId, seen, name, url, authorization: JSON.parse(typed), events }),
    [person, appId, subscriptionId, seen, name, url, typed, events],
  );

  const conflict = act.question?.code === "conflict" ? act.question : null;

  /** Saving again after a conflict consents to overwriting the other change. */
  async function submit(fields: EndpointFields) {
    setProblem(undefined);
    const eventIds = events.map((event) => event.id);
    await act.run({ appId, edited: seen, ...fields, eventIds }, conflict ? ["conflict"] : []);
  }

  function close() {
    onDraft(null);
    document.getElementById("subscriptions")?.focus();
  }

  function cancel() {
    const dropped = { subscriptionId, seen, name, url, authorization, events };
    forget();
    close();
    if (JSON.stringify(dropped) === JSON.stringify(draft)) return;
    toast("Your changes were dropped", { action: { label: "Undo", onClick: () => reopen(dropped) } });
  }

  /** Works after leaving the page too: the editor reopens with the draft on the next visit. */
  function reopen(dropped: SubscriptionDraft) {
    keepDraft(person, appId, dropped);
    onDraft(dropped);
  }

  return {
    act,
    save: form.handleSubmit(submit),
    problem: conflict?.message ?? problem,
    cancel,
  };
}
