"use client";

import { useEffect, useState } from "react";
import type { UseFormReturn } from "react-hook-form";
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
  onClose: () => void;
};

/** Saves an editor's subscription when asked to; until then keeps what is typed in the browser's tab. */
export function useSubscriptionSaver({ appId, draft: { subscriptionId }, form, events, onClose }: Editor) {
  const { save, forget } = useSaveNow();
  const [problem, setProblem] = useState<string>();
  const name = form.watch("name");
  const url = form.watch("url");
  useEffect(() => keepDraft(appId, { subscriptionId, name, url, events }), [appId, subscriptionId, name, url, events]);

  const submit = form.handleSubmit(async (fields) => {
    const eventIds = events.map((event) => event.id);
    const result = await save(() => saveSubscriptionAction({ appId, subscriptionId, ...fields, eventIds }));
    if (result.ok) return close();
    const elsewhere = result.items.filter((item) => !showAtField(form, item));
    setProblem(elsewhere.length > 0 || result.items.length === 0 ? sentenceOf(result.message, elsewhere) : undefined);
  });

  function close() {
    keepDraft(appId, null);
    onClose();
    document.getElementById("subscriptions")?.focus();
  }

  function cancel() {
    if (problem || !form.formState.isValid) forget();
    close();
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
