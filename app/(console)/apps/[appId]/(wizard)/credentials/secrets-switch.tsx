"use client";

import { useId } from "react";
import { Alert } from "@/components/ui/alert";
import { Switch } from "@/components/ui/switch";
import { BreaksActivationDialog } from "../_act/breaks-activation-dialog";
import { allowSecretsAction } from "./actions";
import { useKeyAct } from "./use-key-act";

/** Whether the app may authenticate with client secrets beside its public keys. */
export function SecretsSwitch({ appId, allowed }: { appId: string; allowed: boolean }) {
  const { act, error, ...asking } = useKeyAct();
  const id = useId();
  return (
    <>
      <div className="flex items-start gap-3">
        <Switch
          aria-labelledby={`${id}-name`}
          aria-describedby={`${id}-about`}
          checked={allowed}
          disabled={asking.pending}
          onCheckedChange={(now) => act((consent) => allowSecretsAction({ appId, allowed: now, ...consent }))}
          className="mt-0.5"
        />
        <div className="min-w-0">
          <p id={`${id}-name`} className="font-medium">
            Client secrets may be used
          </p>
          <p id={`${id}-about`} className="text-sm text-ink-soft">
            Off, only public keys authenticate this app, and the access tokens that were got with a secret stop working.
          </p>
        </div>
      </div>
      {error && <Alert tone="warn">{error}</Alert>}
      <BreaksActivationDialog {...asking} />
    </>
  );
}
