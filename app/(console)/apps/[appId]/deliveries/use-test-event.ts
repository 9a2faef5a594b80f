"use client";

import { useState } from "react";
import { useAct } from "../../../../_act/use-act";
import { sendTestEventAction } from "./actions";
import { useSample } from "./use-sample";

/** An endpoint for test events; `whyNot`: why none can be sent to it, null if one can. */
export type TestEndpoint = { id: string; title: string; events: string[]; whyNot: string | null };

/** The state of the test event dialog: endpoint, event type and payload, and how sending went. */
export function useTestEvent(appId: string, endpoints: TestEndpoint[]) {
  const [endpointId, setEndpointId] = useState((endpoints.find((one) => !one.whyNot) ?? endpoints[0])?.id);
  const [chosen, setChosen] = useState<string>();
  const act = useAct(sendTestEventAction, { onDone: ({ deliveryId }) => setSentId(deliveryId) });
  const [sentId, setSentId] = useState<string | null>(null);
  const endpoint = endpoints.find((one) => one.id === endpointId);
  const event = endpoint?.events.find((one) => one === chosen) ?? endpoint?.events[0];
  const sample = useSample(appId, event ?? null);

  async function send() {
    if (!endpoint || !event) return;
    setSentId(null);
    await act.run({ appId, subscriptionId: endpoint.id, event, payload: sample.text });
  }

  function edit(text: string) {
    act.drop();
    sample.edit(text);
  }

  return {
    endpoint,
    event,
    chooseEndpoint: setEndpointId,
    chooseEvent: setChosen,
    payload: sample.text,
    edit,
    problem: act.error ?? sample.problem ?? undefined,
    mayBeSent: endpoint !== undefined && endpoint.whyNot === null && sample.text !== "",
    pending: act.pending,
    send,
    sentId,
  };
}
