"use client";

import { useState } from "react";
import { RelativeTime } from "@/components/relative-time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { BreaksActivationDialog } from "../breaks-activation-dialog";
import { EndDialog } from "./end-dialog";
import { useSecretAct } from "./use-secret-act";

export type ListedSecret = { id: string; createdAt: Date; lastUsedAt: Date | null; expiresAt: Date | null };

type Props = {
  appId: string;
  secrets: ListedSecret[];
  mayEdit: boolean;
  /** The server's moment of rendering. */
  now: string;
};

/** The client secrets that are usable, newest first: when each was made, last used and ends, and what may be done. */
export function SecretTable({ appId, secrets, mayEdit, now }: Props) {
  return (
    <Table label="Usable client secrets">
      <THead>
        <Tr>
          <Th>Made</Th>
          <Th>Last used</Th>
          <Th>Ends</Th>
          {mayEdit && (
            <Th>
              <span className="sr-only">Actions</span>
            </Th>
          )}
        </Tr>
      </THead>
      <TBody>
        {secrets.map((secret, i) => (
          <Tr key={secret.id}>
            <Td className="whitespace-nowrap">
              <RelativeTime at={secret.createdAt} now={now} />
              {i === 0 && secrets.length > 1 && <Badge className="ml-2">Shown above</Badge>}
            </Td>
            <Td className="whitespace-nowrap text-ink-soft">
              {secret.lastUsedAt ? <RelativeTime at={secret.lastUsedAt} now={now} /> : "Never"}
            </Td>
            <Td className="whitespace-nowrap">
              <Ends at={secret.expiresAt} now={now} />
            </Td>
            {mayEdit && (
              <Td className="py-1.5">
                <SecretActions appId={appId} secret={secret} />
              </Td>
            )}
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}

const soonMs = 7 * 86_400_000;

function Ends({ at, now }: { at: Date | null; now: string }) {
  if (!at) return <span className="text-ink-soft">Never</span>;
  const isSoon = at.getTime() - Date.parse(now) <= soonMs;
  return (
    <Badge tone={isSoon ? "warn" : "neutral"}>
      <RelativeTime at={at} now={now} />
    </Badge>
  );
}

function SecretActions({ appId, secret }: { appId: string; secret: ListedSecret }) {
  const [asking, setAsking] = useState<"revoke" | "change" | null>(null);
  const act = useSecretAct(appId, secret.id);
  return (
    <div className="flex justify-end gap-1">
      {secret.expiresAt && (
        <Button size="sm" variant="ghost" pending={act.pending} onClick={() => act.end(null)}>
          Keep it
        </Button>
      )}
      <Button size="sm" variant="ghost" onClick={() => setAsking("change")}>
        {secret.expiresAt ? "Change end" : "Set end"}
      </Button>
      <Button size="sm" variant="ghost" onClick={() => setAsking("revoke")}>
        Revoke now
      </Button>
      {asking && <EndDialog kind={asking} act={act} onClose={() => setAsking(null)} />}
      <BreaksActivationDialog
        reasons={act.reasons}
        pending={act.pending}
        onKeep={act.keep}
        onDeactivate={() => act.end("now", { andDeactivate: true })}
      />
    </div>
  );
}
