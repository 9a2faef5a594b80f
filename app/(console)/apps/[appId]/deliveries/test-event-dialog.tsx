"use client";

import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Link } from "@/components/ui/link";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { TestResult } from "./test-result";
import type { TestEndpoint } from "./use-test-event";
import { useTestEvent } from "./use-test-event";

type Props = { appId: string; endpoints: TestEndpoint[]; onClose: () => void };

/** Sends a test event to an endpoint and shows the result in the dialog. */
export function TestEventDialog({ appId, endpoints, onClose }: Props) {
  const test = useTestEvent(appId, endpoints);
  const { endpoint, event, sentId } = test;
  const footer = (
    <>
      <Button onClick={onClose}>Close</Button>
      <Button variant="primary" pending={test.pending} disabled={!test.mayBeSent} onClick={test.send}>
        Send test event
      </Button>
    </>
  );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Send test event"
      description="Signed and sent once, like a real event. Only Patchbay marks it as a test."
      size="lg"
      footer={footer}
    >
      <div className="space-y-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <Choice label="Endpoint" value={endpoint?.id} options={endpoints} onChange={test.chooseEndpoint} />
          <Choice
            label="Event"
            value={event}
            options={(endpoint?.events ?? []).map((id) => ({ id, title: id }))}
            onChange={test.chooseEvent}
          />
        </div>
        {endpoint?.whyNot && <WhyNot appId={appId}>{endpoint.whyNot}</WhyNot>}
        <Payload text={test.payload} problem={test.problem} onChange={test.edit} />
        <div aria-live="polite">{sentId && <TestResult key={sentId} appId={appId} deliveryId={sentId} />}</div>
      </div>
    </Dialog>
  );
}

type ChoiceProps = {
  label: string;
  value: string | undefined;
  options: { id: string; title: string }[];
  onChange: (id: string) => void;
};

const Choice = ({ label, value = "", options, onChange }: ChoiceProps) => (
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

const WhyNot = ({ appId, children }: { appId: string; children: string }) => (
  <Alert tone="warn" role="note">
    {children}{" "}
    <Link href={`/apps/${appId}/features`} className="link">
      Go to Feature
    </Link>
  </Alert>
);

type PayloadProps = { text: string; problem: string | undefined; onChange: (text: string) => void };

const Payload = ({ text, problem, onChange }: PayloadProps) => (
  <Field
    label="Payload"
    hint="The event’s payload. The account ID is added when it is sent."
    {...(problem === undefined ? {} : { error: problem })}
  >
    {(control) => (
      <Textarea
        {...control}
        mono
        spellCheck={false}
        rows={10}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
    )}
  </Field>
);
