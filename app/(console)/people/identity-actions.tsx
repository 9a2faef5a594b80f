"use client";

import { Button } from "@/components/ui/button";
import { inToast, useAct } from "../../_act/use-act";
import { confirmIdentityAction, declineIdentityAction } from "./actions";

type Props = {
  requestId: string;
  /** The person who would sign in this way. */
  name: string;
};

// The focused row is removed, so the focus moves to the page content.
const ends = { onDone: () => document.getElementById("content")?.focus(), onRefused: inToast };

/** Confirm and Decline for one request. */
export function IdentityActions({ requestId, name }: Props) {
  const confirm = useAct(confirmIdentityAction, { ...ends, done: `${name} can sign in this way from now on.` });
  const decline = useAct(declineIdentityAction, { ...ends, done: "The sign-in was declined." });
  return (
    <div className="flex gap-2">
      <Button
        aria-label={`Confirm the sign-in of ${name}`}
        pending={confirm.pending || decline.pending}
        onClick={() => confirm.run({ requestId })}
      >
        Confirm
      </Button>
      <Button
        aria-label={`Decline the sign-in of ${name}`}
        disabled={confirm.pending || decline.pending}
        onClick={() => decline.run({ requestId })}
      >
        Decline
      </Button>
    </div>
  );
}
