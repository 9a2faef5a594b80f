"use client";

import { useState } from "react";
import { CopyField } from "@/components/copy-field";
import { OnDemand, onDemand } from "@/components/on-demand";
import { SecretField } from "@/components/secret-field";
import { Button } from "@/components/ui/button";
import { useAct } from "../../../../../_act/use-act";
import { revealSecretTokenAction } from "./actions";
import { standardWebhooksForm } from "./standard-webhooks-form";
import type { Rotation } from "./token-rotation";

const regenerating = onDemand(() => import("./regenerate-token").then(({ RegenerateToken }) => RegenerateToken));
const rotating = onDemand(() => import("./token-rotation").then(({ TokenRotation }) => TokenRotation));
const snippets = onDemand(() => import("./verify-snippets").then(({ VerifySnippets }) => VerifySnippets));

type Props = { appId: string; mayEdit: boolean; rotation: Rotation | null };

/** The secret token that signs the app's notifications: reveal, copy, regenerate, and sample receivers. */
export function SecretToken({ appId, mayEdit, rotation }: Props) {
  const [token, setToken] = useState<string | null>(null);
  const [otherForm, setOtherForm] = useState(false);
  const [asking, setAsking] = useState(false);
  const act = useAct(revealSecretTokenAction);

  async function fetchToken(): Promise<string | null> {
    const result = await act.run({ appId });
    return result.ok ? result.value.secretToken : null;
  }

  async function showOtherForm() {
    const secret = token ?? (await fetchToken());
    setToken(secret);
    setOtherForm(secret !== null);
  }

  function show(secret: string | null) {
    setToken(secret);
    if (secret === null) setOtherForm(false);
  }

  return (
    <section className="space-y-3">
      <SecretField
        label="Secret token"
        revealed={token}
        onRevealed={show}
        fetchSecret={fetchToken}
        mayReveal={mayEdit}
        whyNot="Only the app’s owner and account admins with S2S apps: Edit see it."
        error={act.error}
        hint={<About onShow={otherForm ? undefined : showOtherForm} />}
        actions={
          mayEdit && (
            <Button
              variant="ghost"
              aria-label="Regenerate secret token"
              onClick={() => setAsking(true)}
              {...regenerating.ahead}
            >
              Regenerate
            </Button>
          )
        }
      />
      {token !== null && otherForm && <CopyField label="whsec_ form" value={standardWebhooksForm(token)} />}
      {asking && (
        <OnDemand
          part={regenerating}
          appId={appId}
          isRotating={rotation !== null}
          onToken={(fresh) => setToken((shown) => shown && fresh)}
          onClose={() => setAsking(false)}
        />
      )}
      {rotation && <OnDemand part={rotating} appId={appId} mayEdit={mayEdit} rotation={rotation} />}
      {mayEdit && <Receiver secretToken={token} />}
    </section>
  );
}

/** `onShow` is undefined while the `whsec_` form is shown. */
function About({ onShow }: { onShow: (() => void) | undefined }) {
  return (
    <>
      Your receiver checks the signature of each notification with it. A Standard Webhooks library takes it as{" "}
      <code className="font-mono">whsec_…</code>
      {onShow ? ": " : "."}
      {onShow && (
        <button type="button" className="link" onClick={onShow}>
          show that form
        </button>
      )}
    </>
  );
}

/** Sample receivers, loaded on demand. */
function Receiver({ secretToken }: { secretToken: string | null }) {
  const [shown, setShown] = useState(false);
  if (shown) return <OnDemand part={snippets} secretToken={secretToken} />;
  return (
    <p className="text-sm text-ink-soft">
      No receiver yet?{" "}
      <button type="button" className="link" onClick={() => setShown(true)} {...snippets.ahead}>
        Start from sample code
      </button>
    </p>
  );
}
