"use client";

import { Check } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { inToast, useAct } from "../../../../../_act/use-act";
import { withdrawScopeRequestAction } from "./actions";

// Rarely opened, so loaded when they are, to keep the picker small.
const RequestDialog = lazy(() => import("./request-dialog").then((file) => ({ default: file.RequestDialog })));
const GrantDialog = lazy(() =>
  import("../../../../_grant/grant-dialog").then((file) => ({ default: file.GrantDialog })),
);

type Props = {
  appId: string;
  scopeId: string;
  /** The reader can grant it themselves, can request it, or it was requested. */
  ask: "grant" | "open" | "asked";
};

type State = Props["ask"] | "granted";

/** What can be done about a locked scope: grant it, or request it from those who manage people, and withdraw that. */
export function LockedScope({ appId, scopeId, ask }: Props) {
  const [state, setState] = useState<State>(ask);
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  if (state === "granted") return <Done>Added</Done>;
  if (state === "asked") return <Requested appId={appId} scopeId={scopeId} onWithdrawn={() => setState("open")} />;
  const words = state === "grant" ? "Grant" : "Request access";
  return (
    <>
      <Button
        size="sm"
        aria-label={state === "grant" ? `Grant ${scopeId}` : `Request access to ${scopeId}`}
        onClick={() => setOpen(true)}
      >
        {words}
      </Button>
      <Suspense>
        {isOpen && state === "grant" && (
          <GrantDialog
            appId={appId}
            scopeId={scopeId}
            requestId={null}
            onClose={close}
            onDone={() => setState("granted")}
          />
        )}
        {isOpen && state === "open" && (
          <RequestDialog appId={appId} scopeId={scopeId} onClose={close} onDone={() => setState("asked")} />
        )}
      </Suspense>
    </>
  );
}

function Requested({ appId, scopeId, onWithdrawn }: Omit<Props, "ask"> & { onWithdrawn: () => void }) {
  const act = useAct(withdrawScopeRequestAction, { onDone: onWithdrawn, onRefused: inToast });
  return (
    <span className="flex flex-col items-end gap-1 sm:flex-row sm:items-center sm:gap-2">
      <Done>Requested</Done>
      <Button
        size="sm"
        variant="ghost"
        aria-label={`Withdraw the request for ${scopeId}`}
        pending={act.pending}
        onClick={() => act.run({ appId, scopeId })}
      >
        Withdraw
      </Button>
    </span>
  );
}

function Done({ children }: { children: string }) {
  return (
    <span role="status" className="flex items-center gap-1 text-sm text-ink-soft">
      <Check aria-hidden className="size-3.5" />
      {children}
    </span>
  );
}
