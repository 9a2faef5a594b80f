import { Check, Circle, TriangleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";

export type Saving =
  | { kind: "idle" }
  | { kind: "saving" }
  | { kind: "saved" }
  | { kind: "unsaved" }
  | { kind: "failed"; why: string; onRetry?: () => void };

const words = { idle: "", saving: "Saving…", saved: "Saved", unsaved: "Unsaved changes" };

/** Whether a form is saved. The status region contains only the text; Retry is outside it. */
export function SaveState({ state }: { state: Saving }) {
  const failed = state.kind === "failed";
  return (
    <div className="flex min-w-0 items-center gap-2 text-sm">
      <SaveIcon kind={state.kind} />
      <span role="status" className={failed ? "min-w-0 break-words text-bad" : "text-ink-soft"}>
        {failed ? `Not saved: ${state.why}` : words[state.kind]}
      </span>
      {failed && state.onRetry && (
        <Button size="sm" onClick={state.onRetry}>
          Retry
        </Button>
      )}
    </div>
  );
}

function SaveIcon({ kind }: { kind: Saving["kind"] }) {
  if (kind === "saving") return <Spinner className="shrink-0 text-ink-faint" />;
  if (kind === "saved") return <Check aria-hidden className="size-4 shrink-0 text-good" />;
  if (kind === "unsaved") return <Circle aria-hidden className="size-2.5 shrink-0 fill-current text-warn" />;
  if (kind === "failed") return <TriangleAlert aria-hidden className="size-4 shrink-0 text-bad" />;
  return null;
}
