"use client";

import { Undo2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { useAct } from "../../../_act/use-act";
import { restoreAppAction } from "./actions";
import { restoring } from "./restoring";

type Props = {
  app: { id: string; name: string };
  /** ID of the element that gets the focus when the row is gone. */
  focusAfterId: string;
};

export function RestoreButton({ app, focusAfterId }: Props) {
  const onDone = () => document.getElementById(focusAfterId)?.focus();
  const act = useAct(restoreAppAction, { ...restoring(app), onDone });
  return (
    <Button
      size="sm"
      aria-label={`Restore ${app.name}`}
      pending={act.pending}
      onClick={() => act.run({ appId: app.id })}
    >
      <Undo2 aria-hidden />
      Restore
    </Button>
  );
}
