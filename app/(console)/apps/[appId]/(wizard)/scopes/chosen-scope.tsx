"use client";

import { useId, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toaster";
import { BreaksActivationDialog } from "../breaks-activation-dialog";
import { useSaveNow } from "../use-save-now";
import { changeScopesAction } from "./actions";
import type { HeldScope } from "./held-scopes";
import { levelTones } from "./level";

type Props = { appId: string; mayEdit: boolean; scope: HeldScope };

/** One chosen scope: what it allows, why it is there, and its way out. */
export function ChosenScope({ appId, mayEdit, scope }: Props) {
  const whyId = useId();
  const { remove, pending, reasons, keep } = useRemoval(appId, scope.id);
  return (
    <li className="flex items-start gap-4 px-4 py-3">
      <div className="min-w-0 grow">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <code className="font-mono text-sm break-all">{scope.id}</code>
          <Badge tone={levelTones[scope.level]}>{scope.level}</Badge>
        </div>
        <p className="mt-0.5 text-ink-soft">{scope.title}</p>
        <p className="mt-0.5 flex flex-wrap gap-x-3 text-sm text-ink-faint">
          <span id={whyId} className="break-words">
            {scope.why}
          </span>
          {scope.apis.length > 0 && (
            <span>
              Opens <span className="font-mono text-xs">{scope.apis.join(", ")}</span>
            </span>
          )}
        </p>
      </div>
      {mayEdit && (
        <Button
          data-remove
          variant="ghost"
          size="sm"
          aria-label={`Remove ${scope.id}`}
          aria-describedby={whyId}
          disabled={scope.requiredBy.length > 0}
          title={scope.requiredBy.length > 0 ? "Remove the events that need it first." : undefined}
          pending={pending}
          onClick={(event) => remove(event.currentTarget)}
        >
          Remove
        </Button>
      )}
      <BreaksActivationDialog reasons={reasons} pending={pending} onKeep={keep} onDeactivate={() => remove(null, true)} />
    </li>
  );
}

/** Removes a scope at once, with Undo; asks only when that would take from an activated app what it needs. */
function useRemoval(appId: string, scopeId: string) {
  const { save, forget } = useSaveNow();
  const [pending, setPending] = useState(false);
  const [reasons, setReasons] = useState<string[] | null>(null);

  async function remove(button: HTMLElement | null, andDeactivate = false) {
    const next = button && neighbourOf(button);
    setPending(true);
    const result = await save(() => changeScopesAction({ appId, add: [], remove: [scopeId], andDeactivate }));
    if (result.ok) {
      setReasons(null);
      next?.focus();
      toast(`Removed ${scopeId}`, { action: { label: "Undo", onClick: putBack } });
      return;
    }
    setPending(false);
    if (result.code === "would-break-activation") setReasons(result.items.map((item) => item.message));
    else toast.error(`${scopeId} was not removed`, { description: result.message });
  }

  async function putBack() {
    const result = await save(() => changeScopesAction({ appId, add: [scopeId], remove: [] }));
    if (!result.ok) toast.error(`${scopeId} was not put back`, { description: result.message });
  }

  function keep() {
    setReasons(null);
    forget();
  }

  return { remove, pending, reasons, keep };
}

/** Where the focus goes when a row disappears: to the next one, to the one before, or to Add Scopes. */
function neighbourOf(button: HTMLElement): HTMLElement | null {
  const buttons = [...document.querySelectorAll<HTMLElement>("[data-remove]:not(:disabled)")];
  const index = buttons.indexOf(button);
  return buttons[index + 1] ?? buttons[index - 1] ?? document.getElementById("add-scopes");
}
