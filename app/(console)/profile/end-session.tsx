"use client";

import { Button } from "@/components/ui/button";
import { inToast, useAct } from "../../_act/use-act";
import { endSessionAction } from "./actions";

type Props = {
  reference: string;
  browser: string;
  /** The element that gets the focus once the row is removed. */
  focusAfterId: string;
};

export function EndSession({ reference, browser, focusAfterId }: Props) {
  const act = useAct(endSessionAction, {
    onDone: () => document.getElementById(focusAfterId)?.focus(),
    done: `${browser} was signed out.`,
    onRefused: inToast,
  });
  return (
    <Button
      size="sm"
      variant="danger-ghost"
      aria-label={`End the session of ${browser}`}
      pending={act.pending}
      onClick={() => act.run({ reference })}
    >
      End
    </Button>
  );
}
