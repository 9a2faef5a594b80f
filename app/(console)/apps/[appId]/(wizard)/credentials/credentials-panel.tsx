"use client";

import { useState } from "react";
import { CodeTabs } from "@/components/code-tabs";
import { CopyField } from "@/components/copy-field";
import { Alert } from "@/components/ui/alert";
import { ClientSecret } from "./client-secret";
import type { ListedKey } from "./listed-key";
import { PublicKeys } from "./public-keys";
import { type ListedSecret, SecretTable } from "./secret-table";
import { tokenSnippets } from "./snippets";
import { TestToken } from "./test-token";

type Props = {
  appId: string;
  accountId: string;
  clientId: string;
  baseUrl: string;
  mayEdit: boolean;
  activated: boolean;
  /** The usable secrets, newest first. */
  secrets: ListedSecret[];
  secretsAllowed: boolean;
  keys: ListedKey[];
  now: string;
};

/** The account ID, client ID, client secrets and public keys, and how to get a token with them. */
export function CredentialsPanel(props: Props) {
  const { appId, accountId, clientId, baseUrl, mayEdit, activated, secrets, secretsAllowed, keys, now } = props;
  const [clientSecret, setClientSecret] = useState<string | null>(null);
  return (
    <div className="space-y-8">
      <section className="space-y-5">
        <div>
          <h2 className="text-lg font-semibold">App credentials</h2>
          <p className="mt-1 text-ink-soft">
            Your backend signs in with these. Anyone with the client secret can act as this app: keep it on servers,
            never in a browser, a mobile app or a repository.
          </p>
        </div>
        <CopyField label="Account ID" value={accountId} />
        <CopyField label="Client ID" value={clientId} />
        <ClientSecret
          appId={appId}
          mayEdit={mayEdit}
          isThere={secrets.length > 0}
          clientSecret={clientSecret}
          onClientSecret={setClientSecret}
        />
        {!secretsAllowed && (
          <Alert tone="neutral" role="note">
            Client secrets are switched off: this app authenticates with its public keys only.
          </Alert>
        )}
        {secrets.length > 0 && <SecretTable appId={appId} secrets={secrets} mayEdit={mayEdit} now={now} />}
      </section>
      <PublicKeys appId={appId} keys={keys} secretsAllowed={secretsAllowed} mayEdit={mayEdit} now={now} />
      <section className="space-y-4 border-t pt-8">
        <div>
          <h2 className="text-lg font-semibold">Get an access token</h2>
          <p className="mt-1 text-ink-soft">
            Copy one of these snippets.{" "}
            {clientSecret ? "The client secret is filled in." : "Reveal the client secret to fill it in."} A token lasts
            one hour. There is no refresh token: request the next one the same way.
          </p>
        </div>
        <CodeTabs tabs={tokenSnippets({ baseUrl, accountId, clientId, clientSecret })} />
        {mayEdit && <TestToken appId={appId} baseUrl={baseUrl} activated={activated} />}
      </section>
    </div>
  );
}
