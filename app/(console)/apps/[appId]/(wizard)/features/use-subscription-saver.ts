"use client";

import { useEffect, useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { toast } from "@/components/ui/toaster";
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
  /** Closes the editor (null), or opens it again with what it held. */
  onDraft: (draft: SubscriptionDraft | null) => void;
};

/** Saves an editor's subscription when asked to; until then keeps what is typed in the browser's tab. */
export function useSubscriptionSaver({ appId, draft, form, events, onDraft }: Editor) {
  const { subscriptionId, seen } = draft;
  const { save, forget } = useSaveNow();
  const [problem, setProblem] = useState<string>();
  const [reasons, setReasons] = useState<string[] | null>(null);
  const [overTheirs, setOverTheirs] = useState(false);
  const { name, url, authorization } = form.watch();
  const typed = JSON.stringify(authorization);
  useEffect(
    () => keepDraft(appId, { subscriptionId, seen, name, url, authorization: JSON.parse(typed), events }),
    [appId, subscriptionId, seen, name, url, typed, events],
  );

  async function submit(fields: EndpointFields, andDeactivate: boolean) {
    const eventIds = events.map((event) => event.id);
    const wanted = { appId, edited: seen, overTheirs, andDeactivate, ...fields, eventIds };
    const result = await save(() => saveSubscriptionAction(wanted));
    if (result.ok) return close();
    const breaks = result.code === "would-break-activation";
    setReasons(breaks ? result.items.map((item) => item.message) : null);
    setOverTheirs(result.code === "conflict");
    setProblem(breaks ? undefined : showAtFields(form, result));
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

  /** Also when another page is shown by then: the editor opens with it on the next visit. */
  function reopen(dropped: SubscriptionDraft) {
    keepDraft(appId, dropped);
    onDraft(dropped);
  }

  return {
    save: form.handleSubmit((fields) => submit(fields, false)),
    saveAndDeactivate: form.handleSubmit((fields) => submit(fields, true)),
    problem,
    reasons,
    keep: () => setReasons(null),
    cancel,
  };
}
