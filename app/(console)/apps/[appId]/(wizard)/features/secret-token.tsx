"use client";

import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { CopyField } from "@/components/copy-field";
import { SecretField } from "@/components/secret-field";
import { Button } from "@/components/ui/button";
import { regenerateSecretTokenAction, revealSecretTokenAction } from "./actions";
import { standardWebhooksForm } from "./standard-webhooks-form";

/** The secret token that signs the app's notifications: looked at, copied, replaced. */
export function SecretToken({ appId, mayEdit }: { appId: string; mayEdit: boolean }) {
  const [token, setToken] = useState<string | null>(null);
  const [otherForm, setOtherForm] = useState(false);
  const [error, setError] = useState<string>();

  async function take(action: typeof revealSecretTokenAction): Promise<string | null> {
    const result = await action({ appId }).catch(() => null);
    setError(result?.ok ? undefined : (result?.message ?? "The server cannot be reached. Try again."));
    if (!result?.ok) return null;
    setToken(result.value.secretToken);
    return result.value.secretToken;
  }

  async function showOtherForm() {
    if (token ?? (await take(revealSecretTokenAction))) setOtherForm(true);
  }

  function hide() {
    setToken(null);
    setOtherForm(false);
  }

  return (
    <section className="space-y-3">
      <SecretField
        label="Secret token"
        revealed={token}
        onReveal={() => take(revealSecretTokenAction)}
        onHide={hide}
        mayReveal={mayEdit}
        whyNot="Only the app's owner and account admins with S2S apps: Edit see it."
        error={error}
        hint={<About onShow={otherForm ? undefined : showOtherForm} />}
        actions={mayEdit && <Regenerate onConfirm={() => take(regenerateSecretTokenAction)} />}
      />
      {token !== null && otherForm && <CopyField label="whsec_ form" value={standardWebhooksForm(token)} />}
    </section>
  );
}

/** `onShow` is missing while the other form is shown. */
function About({ onShow }: { onShow?: () => void }) {
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

function Regenerate({ onConfirm }: { onConfirm: () => Promise<string | null> }) {
  const [asking, setAsking] = useState(false);
  const [pending, setPending] = useState(false);

  async function confirm() {
    setPending(true);
    await onConfirm();
    setPending(false);
    setAsking(false);
  }

  return (
    <>
      <Button variant="ghost" aria-label="Regenerate secret token" onClick={() => setAsking(true)}>
        Regenerate
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Regenerate the secret token?"
        confirmLabel="Make a new secret token"
        pending={pending}
        onConfirm={confirm}
      >
        <p>From that moment notifications are signed with the new one.</p>
        <p>
          A receiver that still checks with the old one will take them for forgeries: give it the new one right away.
        </p>
      </ConfirmDialog>
    </>
  );
}
