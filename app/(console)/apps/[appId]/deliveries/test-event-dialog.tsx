"use client";

import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Link } from "@/components/ui/link";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { sendTestEventAction } from "./actions";
import type { TestEndpoint } from "./send-test-event";
import { TestResult } from "./test-result";
import { useSample } from "./use-sample";

type Props = { appId: string; endpoints: TestEndpoint[]; onClose: () => void };

/** Sends an event that did not happen to an endpoint, and shows what came of it in place. */
export function TestEventDialog({ appId, endpoints, onClose }: Props) {
  const [endpointId, setEndpointId] = useState((endpoints.find((one) => !one.whyNot) ?? endpoints[0])?.id);
  const endpoint = endpoints.find((one) => one.id === endpointId);
  const [chosen, setChosen] = useState<string>();
  const event = endpoint?.events.find((one) => one === chosen) ?? endpoint?.events[0];
  const sample = useSample(appId, event ?? null);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string>();
  const [sentId, setSentId] = useState<string | null>(null);

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

  const whyNot = endpoint?.whyNot ?? null;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Send test event"
      description="It is signed and sent like any other, once, and marked as a test here only."
      size="lg"
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button variant="primary" pending={pending} disabled={whyNot !== null || sample.text === ""} onClick={send}>
            Send test event
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <Choice
            label="Endpoint"
            value={endpointId ?? ""}
            options={endpoints.map(({ id, title }) => ({ id, title }))}
            onChange={setEndpointId}
          />
          <Choice
            label="Event"
            value={event ?? ""}
            options={(endpoint?.events ?? []).map((id) => ({ id, title: id }))}
            onChange={setChosen}
          />
        </div>
        {whyNot && (
          <Alert tone="warn" role="note">
            {whyNot}{" "}
            <Link href={`/apps/${appId}/features`} className="link">
              Go to Feature
            </Link>
          </Alert>
        )}
        <Field
          label="Payload"
          hint="What the event is said to be about; the account’s ID comes with sending."
          error={error ?? sample.problem ?? undefined}
        >
          {(control) => (
            <Textarea
              {...control}
              mono
              spellCheck={false}
              rows={10}
              value={sample.text}
              onChange={({ target }) => {
                setError(undefined);
                sample.edit(target.value);
              }}
            />
          )}
        </Field>
        <div aria-live="polite">{sentId && <TestResult key={sentId} appId={appId} deliveryId={sentId} />}</div>
      </div>
    </Dialog>
  );
}

type ChoiceProps = {
  label: string;
  value: string;
  options: { id: string; title: string }[];
  onChange: (id: string) => void;
};

const Choice = ({ label, value, options, onChange }: ChoiceProps) => (
  <Field label={label}>
    {(control) => (
      <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </Select>
    )}
  </Field>
);
