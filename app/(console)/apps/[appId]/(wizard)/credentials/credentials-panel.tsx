"use client";

import { useState } from "react";
import { CodeTabs } from "@/components/code-tabs";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { CopyField } from "@/components/copy-field";
import { RelativeTime } from "@/components/relative-time";
import { SecretField } from "@/components/secret-field";
import { Button } from "@/components/ui/button";
import { regenerateClientSecretAction, revealClientSecretAction } from "./actions";
import { tokenSnippets } from "./snippets";
import { TestToken } from "./test-token";

type Props = {
  appId: string;
  accountId: string;
  clientId: string;
  baseUrl: string;
  mayEdit: boolean;
  activated: boolean;
  secret: { createdAt: Date; lastUsedAt: Date | null } | null;
};

/** Account ID, client ID and client secret, and what to do with them. */
export function CredentialsPanel({ appId, accountId, clientId, baseUrl, mayEdit, activated, secret }: Props) {
  const [clientSecret, setClientSecret] = useState<string | null>(null);
  return (
    <div className="space-y-8">
      <section className="space-y-5">
        <div>
          <h2 className="text-lg font-semibold">App credentials</h2>
          <p className="mt-1 text-ink-soft">
            Your backend signs in with these. Whoever has the client secret can act as this app: keep it on servers,
            never in a browser, a mobile app or a repository.
          </p>
        </div>
        <CopyField label="Account ID" value={accountId} />
        <CopyField label="Client ID" value={clientId} />
        <ClientSecret
          appId={appId}
          mayEdit={mayEdit}
          secret={secret}
          clientSecret={clientSecret}
          onClientSecret={setClientSecret}
        />
      </section>
      <section className="space-y-4 border-t pt-8">
        <div>
          <h2 className="text-lg font-semibold">Get an access token</h2>
          <p className="mt-1 text-ink-soft">
            Paste one of these.{" "}
            {clientSecret ? "The client secret is filled in." : "Reveal the client secret to have it filled in."} A
            token lasts an hour; there is no refresh token: ask for the next one the same way.
          </p>
        </div>
        <CodeTabs tabs={tokenSnippets({ baseUrl, accountId, clientId, clientSecret })} />
        {mayEdit && <TestToken appId={appId} baseUrl={baseUrl} activated={activated} />}
      </section>
    </div>
  );
}

type ClientSecretProps = Pick<Props, "appId" | "mayEdit" | "secret"> & {
  clientSecret: string | null;
  onClientSecret: (secret: string | null) => void;
};

function ClientSecret({ appId, mayEdit, secret, clientSecret, onClientSecret }: ClientSecretProps) {
  const [error, setError] = useState<string>();
  const [asking, setAsking] = useState(false);
  const [pending, setPending] = useState(false);

  async function take(action: typeof revealClientSecretAction): Promise<string | null> {
    const result = await action({ appId }).catch(() => null);
    setError(result?.ok ? undefined : (result?.message ?? "The server cannot be reached. Try again."));
    if (!result?.ok) return null;
    onClientSecret(result.value.clientSecret);
    return result.value.clientSecret;
  }

  async function regenerate() {
    setPending(true);
    await take(regenerateClientSecretAction);
    setPending(false);
    setAsking(false);
  }

  return (
    <div id="client-secret" tabIndex={-1}>
      <SecretField
        label="Client secret"
        revealed={clientSecret}
        onReveal={() => take(revealClientSecretAction)}
        onHide={() => onClientSecret(null)}
        mayReveal={mayEdit}
        whyNot="Only the app's owner and account admins with S2S apps: Edit see it."
        hint={secret && <SecretLife {...secret} />}
        error={error}
        actions={
          mayEdit && (
            <Button variant="ghost" onClick={() => setAsking(true)}>
              Regenerate
            </Button>
          )
        }
      />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Regenerate the client secret?"
        confirmLabel="Make a new secret"
        pending={pending}
        onConfirm={regenerate}
      >
        <p>The secret in use now stops working at once, and so does every access token that was got with it.</p>
        <p>Your backend cannot get tokens until it has the new one.</p>
      </ConfirmDialog>
    </div>
  );
}

function SecretLife({ createdAt, lastUsedAt }: { createdAt: Date; lastUsedAt: Date | null }) {
  return (
    <>
      Made <RelativeTime at={createdAt} /> ·{" "}
      {lastUsedAt ? (
        <>
          last used <RelativeTime at={lastUsedAt} />
        </>
      ) : (
        "never used"
      )}
    </>
  );
}
