"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toaster";
import type { ActionResult } from "@/lib/web/form-action";
import { confirmIdentityAction, declineIdentityAction } from "./actions";

type Props = {
  requestId: string;
  /** Whose sign-in it would be. */
  name: string;
};

/** Confirm and Decline, for one sign-in. */
export function IdentityActions({ requestId, name }: Props) {
  const [pending, setPending] = useState(false);

  async function answer(act: () => Promise<ActionResult<unknown>>, done: string) {
    setPending(true);
    const result = await act().catch(() => null);
    setPending(false);
    if (!result?.ok) return toast.error(result?.message ?? "The server cannot be reached. Nothing was changed.");
    toast.success(done);
    // The row that had the focus is gone.
    document.getElementById("content")?.focus();
  }

  return (
    <div className="flex gap-2">
      <Button
        aria-label={`Confirm the sign-in of ${name}`}
        pending={pending}
        onClick={() => answer(() => confirmIdentityAction({ requestId }), `${name} can sign in this way from now on.`)}
      >
        Confirm
      </Button>
      <Button
        aria-label={`Decline the sign-in of ${name}`}
        disabled={pending}
        onClick={() => answer(() => declineIdentityAction({ requestId }), "The sign-in was declined.")}
      >
        Decline
      </Button>
    </div>
  );
}
