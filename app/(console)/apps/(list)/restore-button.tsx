"use client";

import { Undo2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { restoreWithToast } from "./restore-with-toast";

type Props = {
  app: { id: string; name: string };
  /** What takes the focus when the row is gone. */
  focusAfterId: string;
};

export function RestoreButton({ app, focusAfterId }: Props) {
  const [pending, setPending] = useState(false);

  async function restore() {
    setPending(true);
    if (await restoreWithToast(app)) document.getElementById(focusAfterId)?.focus();
    setPending(false);
  }

  return (
    <Button size="sm" aria-label={`Restore ${app.name}`} pending={pending} onClick={restore}>
      <Undo2 aria-hidden />
      Restore
    </Button>
  );
}
