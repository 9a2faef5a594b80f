"use client";

import { useState } from "react";
import { OnDemand, onDemand } from "@/components/on-demand";
import { RelativeTime } from "@/components/relative-time";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Table, TBody, Td, THead, Th, ThActions, Tr } from "@/components/ui/table";
import { ConsentDialog } from "../../../../../_act/consent-dialog";
import { useChange } from "../_saving/use-change";
import { removeKeyAction } from "./actions";
import type { ListedKey } from "./listed-key";
import { SecretsSwitch } from "./secrets-switch";

/** Loaded when it opens, form library included, to keep the first page load small. */
const adding = onDemand(() => import("./add-key-dialog").then(({ AddKeyDialog }) => AddKeyDialog));

type Props = { appId: string; keys: ListedKey[]; secretsAllowed: boolean; mayEdit: boolean; now: string };

/** The public keys that let the app's backend authenticate with a private key instead of a secret. */
export function PublicKeys({ appId, keys, secretsAllowed, mayEdit, now }: Props) {
  /** null until the dialog is first opened; from then on it stays mounted, so that closing it loses nothing. */
  const [isAdding, setAdding] = useState<boolean | null>(null);
  return (
    <section className="space-y-4 border-t pt-8">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0 grow basis-72">
          <h2 className="text-lg font-semibold">Public keys</h2>
          <p className="mt-1 text-ink-soft">
            Instead of using a secret, your backend can sign a short-lived assertion with its own private key (
            <code className="font-mono text-sm">private_key_jwt</code>). Patchbay only needs the public key.
          </p>
        </div>
        {mayEdit && (
          <Button {...adding.ahead} onClick={() => setAdding(true)}>
            Add public key
          </Button>
        )}
      </div>
      {keys.length > 0 && <KeyTable appId={appId} keys={keys} mayEdit={mayEdit} now={now} />}
      {mayEdit && (keys.length > 0 || !secretsAllowed) && <SecretsSwitch appId={appId} allowed={secretsAllowed} />}
      {isAdding !== null && <OnDemand part={adding} appId={appId} open={isAdding} onOpenChange={setAdding} />}
    </section>
  );
}

function KeyTable({ appId, keys, mayEdit, now }: Omit<Props, "secretsAllowed">) {
  const removal = useChange(removeKeyAction);
  return (
    <>
      <Table label="Public keys">
        <THead>
          <Th>Name</Th>
          <Th>Key</Th>
          <Th>Last used</Th>
          {mayEdit && <ThActions />}
        </THead>
        <TBody>
          {keys.map(({ id, name, what, isUrl, lastUsedAt }) => (
            <Tr key={id}>
              <Td>{name}</Td>
              <Td className={isUrl ? "font-mono text-sm break-all" : "text-ink-soft"}>{what}</Td>
              <Td className="whitespace-nowrap text-ink-soft">
                {lastUsedAt ? <RelativeTime at={lastUsedAt} now={now} /> : "Never"}
              </Td>
              {mayEdit && (
                <Td className="py-1.5 text-right">
                  <Button
                    size="sm"
                    variant="ghost"
                    aria-label={`Remove key ${name}`}
                    pending={removal.pending}
                    onClick={() => removal.run({ appId, keyId: id })}
                  >
                    Remove
                  </Button>
                </Td>
              )}
            </Tr>
          ))}
        </TBody>
      </Table>
      {removal.error && <Alert tone="warn">{removal.error}</Alert>}
      <ConsentDialog act={removal} />
    </>
  );
}
