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
  /** There is a usable one. */
  isThere: boolean;
  clientSecret: string | null;
  onClientSecret: (secret: string | null) => void;
};

/** The newest usable client secret: looked at, copied, replaced. */
export function ClientSecret({ appId, mayEdit, isThere, clientSecret, onClientSecret }: Props) {
  const [asking, setAsking] = useState(false);
  const take = ({ clientSecret: fresh }: { clientSecret: string }) => onClientSecret(fresh);
  const revelation = useAct(revealClientSecretAction, { onDone: take });

  async function reveal(): Promise<string | null> {
    const result = await revelation.run({ appId });
    return result.ok ? result.value.clientSecret : null;
  }

  function replace(made: { clientSecret: string }) {
    take(made);
    revelation.drop();
    setAsking(false);
  }

  return (
    <div id="client-secret" tabIndex={-1}>
      <SecretField
        label="Client secret"
        revealed={clientSecret}
        onReveal={reveal}
        onHide={() => onClientSecret(null)}
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
