"use client";

import { useEffect, useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { toast } from "@/components/ui/toaster";
import type { Refused } from "../../../../../_act/answer";
import { useAct } from "../../../../../_act/use-act";
import { usePerson } from "../../../../../_draft/person";
import { useUnsaved } from "../_saving/saving";
import { useSaveNow } from "../_saving/use-save-now";
import { saveSubscriptionAction } from "./actions";
import type { EndpointFields } from "./endpoint-fields";
import type { EventChoice } from "./events-of-subscription";
import { savedByOthers } from "./saved-by-others";
import { showAtFields } from "./show-at-fields";
import { isChanged, keepDraft, type SubscriptionDraft } from "./unsaved-subscription";

type Editor = {
  appId: string;
  draft: SubscriptionDraft;
  /** The content as it is saved; that of an empty editor for a new subscription. */
  saved: SubscriptionDraft;
  form: UseFormReturn<EndpointFields>;
  events: EventChoice[];
  /** null closes the editor; a draft reopens it with that content. */
  onDraft: (draft: SubscriptionDraft | null) => void;
};

type Wanted = Parameters<typeof saveSubscriptionAction>[0];

/** Saves the subscription on submit; until then keeps what was typed in this browser. */
export function useSubscriptionSaver({ appId, draft, saved, form, events, onDraft }: Editor) {
  const person = usePerson();
  const { subscriptionId, seen } = draft;
  const { save, forget } = useSaveNow();
  const [problem, setProblem] = useState<string>();
  const [replaced, setReplaced] = useState(seen);
  const act = useAct((wanted: Wanted) => save(() => saveSubscriptionAction(wanted)), {
    onDone: close,
    onRefused: refuse,
  });
  const { name, url, authorization } = form.watch();
  const typed = JSON.stringify(authorization);
  useEffect(
    () => keepDraft(person, appId, { subscriptionId, seen, name, url, authorization: JSON.parse(typed), events }),
    [person, appId, subscriptionId, seen, name, url, typed, events],
  );

  const content = { name, url, authorization, events };
  const isUnsaved = isChanged(content, saved);
  // A draft is kept without its secret.
  const isKept = authorization.secret === "";
  useUnsaved(isUnsaved, isKept ? "tab" : "step");

  /** If someone else changed it, saving again replaces what they are shown to have saved, and nothing newer. */
  function refuse(refused: Refused) {
    const theirs = seen && savedByOthers(refused);
    if (theirs) setReplaced({ subscriptionId: seen.subscriptionId, ...theirs });
    setProblem(theirs ? refused.message : showAtFields(form, refused));
  }

  async function submit(fields: EndpointFields) {
    setProblem(undefined);
    await act.run({ appId, edited: replaced, ...fields, eventIds: events.map((event) => event.id) });
  }

  function close() {
    onDraft(null);
    document.getElementById("subscriptions")?.focus();
  }

  function cancel() {
    const dropped = { subscriptionId, seen, ...content };
    forget();
    close();
    if (!isUnsaved) return;
    toast("Your changes were dropped", { action: { label: "Undo", onClick: () => reopen(dropped) } });
  }

  /** Works after leaving the page too: the editor reopens with the draft on the next visit. */
  function reopen(dropped: SubscriptionDraft) {
    keepDraft(person, appId, dropped);
    onDraft(dropped);
  }

  return {
    act,
    /** Where the unsaved changes are kept; null if there are none. */
    kept: isUnsaved ? `kept in this browser${isKept ? "" : ", except the secret"}` : null,
    save: form.handleSubmit(submit),
    problem,
    cancel,
  };
}
