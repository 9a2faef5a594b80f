"use client";

import { useState } from "react";
import { sendTestEventAction } from "./actions";
import { useSample } from "./use-sample";

/** An endpoint that a test event may go to, or why not. */
export type TestEndpoint = { id: string; title: string; events: string[]; whyNot: string | null };

/** A test event being made up: to which endpoint, of which type, with which payload; and how sending it went. */
export function useTestEvent(appId: string, endpoints: TestEndpoint[]) {
  const [endpointId, setEndpointId] = useState((endpoints.find((one) => !one.whyNot) ?? endpoints[0])?.id);
  const [chosen, setChosen] = useState<string>();
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string>();
  const [sentId, setSentId] = useState<string | null>(null);
  const endpoint = endpoints.find((one) => one.id === endpointId);
  const event = endpoint?.events.find((one) => one === chosen) ?? endpoint?.events[0];
  const sample = useSample(appId, event ?? null);

  async function send() {
    if (!endpoint || !event) return;
    setPending(true);
    setSentId(null);
    const about = { appId, subscriptionId: endpoint.id, event, payload: sample.text };
    const result = await sendTestEventAction(about).catch(() => null);
    setPending(false);
    setError(result?.ok ? undefined : (result?.message ?? "The server cannot be reached. Try again."));
    if (result?.ok) setSentId(result.value.deliveryId);
  }

  function edit(text: string) {
    setError(undefined);
    sample.edit(text);
  }

  return {
    endpoint,
    event,
    chooseEndpoint: setEndpointId,
    chooseEvent: setChosen,
    payload: sample.text,
    edit,
    problem: error ?? sample.problem ?? undefined,
    mayBeSent: endpoint !== undefined && endpoint.whyNot === null && sample.text !== "",
    pending,
    send,
    sentId,
  };
}
