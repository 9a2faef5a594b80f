"use client";

import { useId } from "react";
import { Alert } from "@/components/ui/alert";
import { Switch } from "@/components/ui/switch";
import { ConsentDialog } from "../../../../../_act/consent-dialog";
import { useChange } from "../_saving/use-change";
import { allowSecretsAction } from "./actions";

/** Allows or forbids client secrets in addition to the app's public keys. */
export function SecretsSwitch({ appId, allowed }: { appId: string; allowed: boolean }) {
  const act = useChange(allowSecretsAction);
  const id = useId();
  return (
    <>
      <div className="flex items-start gap-3">
        <Switch
          aria-labelledby={`${id}-name`}
          aria-describedby={`${id}-about`}
          checked={allowed}
          disabled={act.pending}
          onCheckedChange={(now) => act.run({ appId, allowed: now })}
          className="mt-0.5"
        />
        <div className="min-w-0">
          <p id={`${id}-name`} className="font-medium">
            Client secrets may be used
          </p>
          <p id={`${id}-about`} className="text-sm text-ink-soft">
            When off, only public keys authenticate this app, and access tokens issued with a secret stop working.
          </p>
        </div>
      </div>
      {act.error && <Alert tone="warn">{act.error}</Alert>}
      <ConsentDialog act={act} />
    </>
  );
}
