"use client";

import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toaster";
import { endSessionAction } from "./actions";

type Props = {
  reference: string;
  browser: string;
  /** What takes the focus when the row is gone. */
  focusAfterId: string;
};

export function EndSession({ reference, browser, focusAfterId }: Props) {
  const [pending, startTransition] = useTransition();

  const end = () =>
    startTransition(async () => {
      const result = await endSessionAction({ reference }).catch(() => null);
      if (!result?.ok) {
        toast.error(result?.message ?? "The server cannot be reached. The session goes on.");
        return;
      }
      document.getElementById(focusAfterId)?.focus();
      toast.success(`${browser} was signed out.`);
    });

  return (
    <Button
      size="sm"
      variant="danger-ghost"
      aria-label={`End the session of ${browser}`}
      pending={pending}
      onClick={end}
    >
      End
    </Button>
  );
}
