"use client";

import { useEffect, useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { toast } from "@/components/ui/toaster";
import type { RefusalItem } from "@/lib/refusal";
import { useSaveNow } from "../use-save-now";
import { saveSubscriptionAction } from "./actions";
import type { EndpointFields } from "./endpoint-fields";
import type { EventChoice } from "./events-of-subscription";
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
  const [overTheirs, setOverTheirs] = useState(false);
  const name = form.watch("name");
  const url = form.watch("url");
  useEffect(
    () => keepDraft(appId, { subscriptionId, seen, name, url, events }),
    [appId, subscriptionId, seen, name, url, events],
  );

  const submit = form.handleSubmit(async (fields) => {
    const eventIds = events.map((event) => event.id);
    const result = await save(() => saveSubscriptionAction({ appId, edited: seen, overTheirs, ...fields, eventIds }));
    if (result.ok) return close();
    setOverTheirs(result.code === "conflict");
    const elsewhere = result.items.filter((item) => !showAtField(form, item));
    setProblem(elsewhere.length > 0 || result.items.length === 0 ? sentenceOf(result.message, elsewhere) : undefined);
  });

  function close() {
    onDraft(null);
    document.getElementById("subscriptions")?.focus();
  }

  function cancel() {
    const dropped = { subscriptionId, seen, name, url, events };
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

  return { save: submit, problem, cancel };
}

function showAtField(form: UseFormReturn<EndpointFields>, { field, message }: RefusalItem): boolean {
  if (field !== "name" && field !== "url") return false;
  form.setError(field, { message }, { shouldFocus: true });
  return true;
}

const sentenceOf = (message: string, items: readonly RefusalItem[]): string =>
  items.map((item) => (item.field ? `${item.field}: ${item.message}` : item.message)).join(" ") || message;
