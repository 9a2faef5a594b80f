"use client";

import { Button } from "@/components/ui/button";
import { inToast, useAct } from "../../_act/use-act";
import { signOutEverywhereAction } from "./actions";

/** Ends every session, including this one, and opens the sign-in page. */
export function SignOutEverywhere() {
  const act = useAct(signOutEverywhereAction, {
    onDone: () => window.location.assign("/sign-in"),
    onRefused: inToast,
  });
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Button pending={act.pending || act.isDone} onClick={() => act.run({})}>
        Sign out everywhere
      </Button>
      <p className="text-sm text-ink-soft">In this browser too.</p>
    </div>
  );
}
