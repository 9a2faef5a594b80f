"use client";

import { RotateCcw } from "lucide-react";
import { useState } from "react";
import { OnDemand, onDemand } from "@/components/on-demand";
import { Button } from "@/components/ui/button";

const dialog = onDemand(() => import("./replay-dialog").then(({ ReplayDialog }) => ReplayDialog));

type Props = { appId: string; endpoints: { id: string; title: string }[] };

export function ReplayFailed({ appId, endpoints }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)} {...dialog.ahead}>
        <RotateCcw aria-hidden />
        Replay failed
      </Button>
      {open && <OnDemand part={dialog} appId={appId} endpoints={endpoints} onClose={() => setOpen(false)} />}
    </>
  );
}
