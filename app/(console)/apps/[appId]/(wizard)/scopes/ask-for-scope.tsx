"use client";

import { Check } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toaster";
import { askForScopeAction } from "./actions";

/** Asks those who manage people for a locked scope; they see it on People. */
export function AskForScope({ appId, scopeId, asked: before }: { appId: string; scopeId: string; asked: boolean }) {
  const [asked, setAsked] = useState(before);
  const [pending, setPending] = useState(false);

  async function ask() {
    setPending(true);
    const result = await askForScopeAction({ appId, scopeId }).catch(() => null);
    setPending(false);
    if (result?.ok) setAsked(true);
    else toast.error(result?.message ?? "The server cannot be reached. Try again.");
  }

  if (asked) {
    return (
      <span role="status" className="flex items-center gap-1 text-sm text-ink-soft">
        <Check aria-hidden className="size-3.5" />
        Asked for
      </span>
    );
  }
  return (
    <Button size="sm" aria-label={`Ask for ${scopeId}`} pending={pending} onClick={ask}>
      Ask for it
    </Button>
  );
}
