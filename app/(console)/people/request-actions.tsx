"use client";

import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import type { ScopeRequest } from "@/lib/requests/queries";

// Rarely opened, so loaded when they are, to keep the page's bundle small.
const GrantDialog = lazy(() => import("../_grant/grant-dialog").then((file) => ({ default: file.GrantDialog })));
const DeclineDialog = lazy(() => import("./decline-dialog").then((file) => ({ default: file.DeclineDialog })));

type Asking = "grant" | "decline" | null;

/** Grant and Decline for one request. Grant is offered if the reader may do it. */
export function RequestActions({ request }: { request: ScopeRequest }) {
  const { id, scopeId, app, whyNot } = request;
  const [asking, setAsking] = useState<Asking>(null);
  const close = () => setAsking(null);
  // The focused row is removed, so the focus moves to the page content.
  const leave = () => document.getElementById("content")?.focus();
  return (
    <div className="flex gap-2">
      <Button
        size="sm"
        variant="ghost"
        aria-label={`Decline ${scopeId} for ${app.name}`}
        onClick={() => setAsking("decline")}
      >
        Decline
      </Button>
      {whyNot === null && (
        <Button size="sm" aria-label={`Grant ${scopeId} for ${app.name}`} onClick={() => setAsking("grant")}>
          Grant
        </Button>
      )}
      <Suspense>
        {asking === "decline" && <DeclineDialog request={request} onClose={close} />}
        {asking === "grant" && (
          <GrantDialog appId={app.id} scopeId={scopeId} requestId={id} onClose={close} onDone={leave} />
        )}
      </Suspense>
    </div>
  );
}
