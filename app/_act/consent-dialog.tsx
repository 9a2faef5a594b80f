"use client";

import { Button } from "@/components/ui/button";
import { Dialog, type DialogParts } from "@/components/ui/dialog";
import type { useAct } from "./use-act";

export type Asking = Pick<ReturnType<typeof useAct>, "question" | "pending" | "agree" | "drop">;

/** Asks for the consent that a refusal requires: cancel, or go ahead and accept the consequence. */
export function ConsentDialog({ act }: { act: Asking }) {
  const parts = consentParts(act);
  return <Dialog open={parts !== null} onOpenChange={act.drop} size="sm" title="" {...parts} />;
}

/** The question as dialog parts, which can also replace another dialog's content; null if there is no question. */
export function consentParts({ question, pending, agree, drop }: Asking): DialogParts | null {
  if (question?.code !== "would-break-activation") return null;
  return {
    title: "The app is activated and needs this",
    children: (
      <div className="space-y-2 text-ink-soft">
        <p>Activation would then ask for this again:</p>
        <ul className="list-disc space-y-1 pl-5">
          {question.items.map(({ message }) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
        <p>Deactivating revokes every access token of the app immediately.</p>
      </div>
    ),
    footer: (
      <>
        <Button onClick={drop}>Keep it as it is</Button>
        <Button variant="danger" pending={pending} onClick={agree}>
          Deactivate and save
        </Button>
      </>
    ),
  };
}
