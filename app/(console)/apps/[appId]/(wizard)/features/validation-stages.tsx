import { Check, Minus, X } from "lucide-react";
import { Alert } from "@/components/ui/alert";
import { ScrollRegion } from "@/components/ui/scroll-region";
import type { KeptValidation, Stage } from "@/lib/subscriptions/validation-rules";

const names: Record<Stage["stage"], string> = {
  dns: "DNS",
  connect: "Connection",
  tls: "TLS",
  status: "Status",
  time: "Time",
  body: "Body",
};

/** The result of a validation, stage by stage. */
export function ValidationStages({ validation: { message, stages } }: { validation: KeptValidation }) {
  if (message) return <Alert tone="bad">{message}</Alert>;
  return (
    <ol aria-label="Validation stages" className="divide-y rounded-lg border bg-surface text-sm">
      {stages.map((stage) => (
        <li key={stage.stage} className="flex gap-3 px-3 py-2">
          <Outcome ok={stage.ok} />
          <span className="w-20 shrink-0 font-medium">{names[stage.stage]}</span>{" "}
          <div className="min-w-0 grow space-y-2">
            <p className={stage.ok === null ? "text-ink-faint" : "break-words text-ink-soft"}>{stage.detail}</p>
            <Texts stage={stage} />
          </div>
        </li>
      ))}
    </ol>
  );
}

function Outcome({ ok }: { ok: boolean | null }) {
  const [Icon, colour, word] = looks[String(ok) as keyof typeof looks];
  return (
    <span className={`mt-0.5 shrink-0 ${colour}`}>
      <Icon aria-hidden className="size-4" />
      <span className="sr-only">{word}</span>
    </span>
  );
}

const looks = {
  true: [Check, "text-good", "Passed"],
  false: [X, "text-bad", "Failed"],
  null: [Minus, "text-ink-faint", "Not reached"],
} as const;

/** The expected and the received body, if they differ. */
function Texts({ stage: { ok, expected, received } }: { stage: Stage }) {
  if (ok !== false) return null;
  return (
    <>
      {expected !== undefined && <Text label="Expected" text={expected} />}
      {received !== undefined && <Text label="Received" text={received || "(empty)"} />}
    </>
  );
}

function Text({ label, text }: { label: string; text: string }) {
  return (
    <div>
      <p className="text-xs text-ink-faint">{label}</p>
      <ScrollRegion label={label} className="max-h-48 overflow-auto rounded-md bg-sunken px-2 py-1.5">
        <pre className="font-mono text-xs break-all whitespace-pre-wrap">{text}</pre>
      </ScrollRegion>
    </div>
  );
}
