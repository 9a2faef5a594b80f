"use client";

import { Check } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { inToast, useAct } from "../../../../../_act/use-act";
import { askForScopeAction } from "./actions";

/** Requests a locked scope from those who manage people; they see the request on People. */
export function AskForScope({ appId, scopeId, asked: before }: { appId: string; scopeId: string; asked: boolean }) {
  const [asked, setAsked] = useState(before);
  const act = useAct(askForScopeAction, { onDone: () => setAsked(true), onRefused: inToast });

  if (asked) {
    return (
      <span role="status" className="flex items-center gap-1 text-sm text-ink-soft">
        <Check aria-hidden className="size-3.5" />
        Requested
      </span>
    );
  }
  return (
    <Button
      size="sm"
      aria-label={`Request access to ${scopeId}`}
      pending={act.pending}
      onClick={() => act.run({ appId, scopeId })}
    >
      Request access
    </Button>
  );
}
