"use client";

import { useState } from "react";
import { SecretField } from "@/components/secret-field";
import { Button } from "@/components/ui/button";
import { useAct } from "../../../../../_act/use-act";
import { revealClientSecretAction } from "./actions";
import { RegenerateDialog } from "./regenerate-dialog";

type Props = {
  appId: string;
  mayEdit: boolean;
  /** Whether the app has a usable secret. */
  isThere: boolean;
  /** The secret while the page shows it; null while it is masked. */
  clientSecret: string | null;
  onClientSecret: (secret: string | null) => void;
};

/** The newest usable client secret: reveal, copy, regenerate. */
export function ClientSecret({ appId, mayEdit, isThere, clientSecret, onClientSecret }: Props) {
  const [asking, setAsking] = useState(false);
  const revelation = useAct(revealClientSecretAction);

  async function fetchSecret(): Promise<string | null> {
    const result = await revelation.run({ appId });
    return result.ok ? result.value.clientSecret : null;
  }

  function replace(made: { clientSecret: string }) {
    if (clientSecret !== null) onClientSecret(made.clientSecret);
    revelation.drop();
    setAsking(false);
  }

  return (
    <div id="client-secret" tabIndex={-1}>
      <SecretField
        label="Client secret"
        revealed={clientSecret}
        onRevealed={onClientSecret}
        fetchSecret={fetchSecret}
        mayReveal={mayEdit}
        whyNot="Only the app’s owner and account admins with S2S apps: Edit see it."
        hint={isThere ? undefined : "No usable secret. Regenerate it."}
        error={revelation.error}
        actions={
          mayEdit && (
            <Button variant="ghost" onClick={() => setAsking(true)}>
              Regenerate
            </Button>
          )
        }
      />
      <RegenerateDialog appId={appId} open={asking} onOpenChange={setAsking} onSecret={replace} />
    </div>
  );
}
