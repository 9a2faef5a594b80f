"use client";

import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { mostReplayed, type ReplaySpan } from "@/lib/deliveries/delivery-rules";
import { useAct } from "../../../../_act/use-act";
import { usePreview } from "../../../_effect/use-preview";
import { previewReplayAction, replayFailedAction } from "./actions";

type Props = { appId: string; endpoints: { id: string; title: string }[]; onClose: () => void };

type Since = ReplaySpan | "moment";

/** Resends failed deliveries: asks since when and to which endpoint, and shows how many there are. */
export function ReplayDialog({ appId, endpoints, onClose }: Props) {
  const { replay, fields } = useReplay(appId, endpoints);
  const { shown, problem } = usePreview(replay && JSON.stringify(replay), (text) =>
    previewReplayAction(JSON.parse(text)),
  );
  const act = useAct(replayFailedAction, {
    onDone: onClose,
    done: ({ replayed }) => `${countWords(replayed)} on ${replayed === 1 ? "its" : "their"} way again.`,
  });

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Replay failed"
      description="Failed deliveries are resent, oldest first, with their original IDs."
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            pending={act.pending}
            disabled={!shown?.count}
            onClick={() => replay && act.run(replay)}
          >
            Replay failed
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        {fields}
        <p aria-live="polite" className="min-h-5 text-ink-soft">
          {problem ?? (shown ? foundWords(shown.count) : replay ? "Counting…" : "")}
        </p>
        {act.error && <Alert tone="bad">{act.error}</Alert>}
      </div>
    </Dialog>
  );
}

const countWords = (count: number): string => (count === 1 ? "1 delivery" : `${count.toLocaleString("en")} deliveries`);

function foundWords(count: number): string {
  if (count === 0) return "No failed deliveries to resend in this period.";
  const most = countWords(mostReplayed);
  if (count > mostReplayed)
    return `More than ${most} failed: the oldest ${most} will be resent. Replay the rest afterwards.`;
  return `${countWords(count)} will be resent.`;
}

/** The fields, and the choice as input of the action; null while the custom time is missing. */
function useReplay(appId: string, endpoints: Props["endpoints"]) {
  const [since, setSince] = useState<Since>("24h");
  const [moment, setMoment] = useState("");
  const [endpoint, setEndpoint] = useState("");
  const isKnown = since !== "moment" || !Number.isNaN(Date.parse(moment));
  const from = since === "moment" && isKnown ? new Date(moment).toISOString() : since;
  const fields = (
    <>
      <Field label="Since">
        {(control) => (
          <Select {...control} value={since} onChange={(event) => setSince(event.target.value as Since)}>
            <option value="1h">The last hour</option>
            <option value="24h">The last 24 hours</option>
            <option value="7d">The last 7 days</option>
            <option value="moment">Custom time</option>
          </Select>
        )}
      </Field>
      {since === "moment" && (
        <Field label="Day and time">
          {(control) => (
            <Input
              {...control}
              type="datetime-local"
              value={moment}
              onChange={(event) => setMoment(event.target.value)}
            />
          )}
        </Field>
      )}
      {endpoints.length > 1 && (
        <Field label="To endpoint">
          {(control) => (
            <Select {...control} value={endpoint} onChange={(event) => setEndpoint(event.target.value)}>
              <option value="">All of them</option>
              {endpoints.map(({ id, title }) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
    </>
  );
  return { replay: isKnown ? { appId, since: from, subscriptionId: endpoint || null } : null, fields };
}
