"use client";

import { Send } from "lucide-react";
import { useState } from "react";
import { OnDemand, onDemand } from "@/components/on-demand";
import { Button } from "@/components/ui/button";
import type { TestEndpoint } from "./use-test-event";

const dialog = onDemand(() => import("./test-event-dialog").then(({ TestEventDialog }) => TestEventDialog));

export function SendTestEvent({ appId, endpoints }: { appId: string; endpoints: TestEndpoint[] }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" disabled={endpoints.length === 0} onClick={() => setOpen(true)} {...dialog.ahead}>
        <Send aria-hidden />
        Send test event
      </Button>
      {open && <OnDemand part={dialog} appId={appId} endpoints={endpoints} onClose={() => setOpen(false)} />}
    </>
  );
}
