"use client";

import { useId, useRef } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toaster";
import { ConsentDialog } from "../../../../../_act/consent-dialog";
import { useChange } from "../_saving/use-change";
import { changeScopesAction } from "./actions";
import type { HeldScope } from "./held-scopes";
import { levelTones } from "./level";

type Props = { appId: string; mayEdit: boolean; scope: HeldScope };

/** A chosen scope: what it allows, why the app has it, and a Remove button. */
export function ChosenScope({ appId, mayEdit, scope }: Props) {
  const whyId = useId();
  const button = useRef<HTMLButtonElement>(null);
  const next = useRef<HTMLElement>(null);
  const putBack = useChange(changeScopesAction, {
    onRefused: ({ message }) => toast.error(`Couldn’t restore ${scope.id}`, { description: message }),
  });
  const removal = useChange(changeScopesAction, {
    onDone: () => {
      next.current?.focus();
      const undo = () => void putBack.run({ appId, add: [scope.id], remove: [] });
      toast(`Removed ${scope.id}`, { action: { label: "Undo", onClick: undo } });
    },
  });

  function remove() {
    next.current = button.current && neighbourOf(button.current);
    void removal.run({ appId, add: [], remove: [scope.id] });
  }

  const required = scope.requiredBy.length > 0;
  return (
    <li className="flex items-start gap-4 px-4 py-2.5">
      <div className="min-w-0 grow">
        <About scope={scope} whyId={whyId} />
        {removal.error && (
          <p role="alert" className="text-sm text-bad">
            Not removed: {removal.error}
          </p>
        )}
      </div>
      {mayEdit && (
        <Button
          ref={button}
          data-remove
          variant="ghost"
          size="sm"
          className="-mr-2"
          aria-label={`Remove ${scope.id}`}
          aria-describedby={whyId}
          disabled={required}
          title={required ? "Remove the events that need it first." : undefined}
          pending={removal.pending || removal.isDone}
          onClick={remove}
        >
          Remove
        </Button>
      )}
      <ConsentDialog act={removal} />
    </li>
  );
}

function About({ scope, whyId }: { scope: HeldScope; whyId: string }) {
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <code className="font-mono text-sm break-all">{scope.id}</code>
        <Badge tone={levelTones[scope.level]}>{scope.level}</Badge>
      </div>
      <div className="mt-0.5 flex flex-wrap items-baseline gap-x-3 text-sm text-ink-faint">
        <span className="text-base text-ink-soft">{scope.title}</span>
        {scope.apis.length > 0 && (
          <span>
            Opens <span className="font-mono text-xs">{scope.apis.join(", ")}</span>
          </span>
        )}
        <span id={whyId} className="min-w-0 break-words">
          {scope.why}
        </span>
      </div>
    </>
  );
}

/** Where focus moves when a row disappears: the next row, the previous one, or Add Scopes. */
function neighbourOf(button: HTMLElement): HTMLElement | null {
  const buttons = [...document.querySelectorAll<HTMLElement>("[data-remove]:not(:disabled)")];
  const index = buttons.indexOf(button);
  return buttons[index + 1] ?? buttons[index - 1] ?? document.getElementById("add-scopes");
}
