"use client";

import { useState } from "react";
import { SecretField } from "@/components/secret-field";
import { Button } from "@/components/ui/button";
import type { SecretEnd } from "@/lib/credentials/secret-end";
import type { ActionResult } from "@/lib/web/form-action";
import { regenerateClientSecretAction, revealClientSecretAction } from "./actions";
import { RegenerateDialog } from "./regenerate-dialog";

type Props = {
  appId: string;
  mayEdit: boolean;
  /** There is a usable one. */
  isThere: boolean;
  clientSecret: string | null;
  onClientSecret: (secret: string | null) => void;
};

/** The newest usable client secret: looked at, copied, replaced. */
export function ClientSecret({ appId, mayEdit, isThere, clientSecret, onClientSecret }: Props) {
  const [error, setError] = useState<string>();
  const [asking, setAsking] = useState(false);

  function take(result: ActionResult<{ clientSecret: string }> | null): string | undefined {
    if (result?.ok) onClientSecret(result.value.clientSecret);
    return result?.ok ? undefined : (result?.message ?? "The server cannot be reached. Try again.");
  }

  async function reveal(): Promise<string | null> {
    const result = await revealClientSecretAction({ appId }).catch(() => null);
    setError(take(result));
    return result?.ok ? result.value.clientSecret : null;
  }

  async function regenerate(oldEnd: SecretEnd): Promise<string | undefined> {
    const why = take(await regenerateClientSecretAction({ appId, oldEnd }).catch(() => null));
    if (!why) setError(undefined);
    return why;
  }

  return (
    <div id="client-secret" tabIndex={-1}>
      <SecretField
        label="Client secret"
        revealed={clientSecret}
        onReveal={reveal}
        onHide={() => onClientSecret(null)}
        mayReveal={mayEdit}
        whyNot="Only the app's owner and account admins with S2S apps: Edit see it."
        hint={isThere ? undefined : "None is usable: regenerate it."}
        error={error}
        actions={
          mayEdit && (
            <Button variant="ghost" onClick={() => setAsking(true)}>
              Regenerate
            </Button>
          )
        }
      />
      <RegenerateDialog open={asking} onOpenChange={setAsking} onRegenerate={regenerate} />
    </div>
  );
}
