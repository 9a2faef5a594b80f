"use client";

import { Send } from "lucide-react";
import { useState } from "react";
import { OnDemand, onDemand } from "@/components/on-demand";
import { Button } from "@/components/ui/button";

const dialog = onDemand(() => import("./test-event-dialog").then(({ TestEventDialog }) => TestEventDialog));

/** An endpoint that a test event may go to, or why not. */
export type TestEndpoint = { id: string; title: string; events: string[]; whyNot: string | null };

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
