"use client";

import { useState } from "react";
import { cn } from "@/components/cn";
import { RelativeTime } from "@/components/relative-time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Table, TBody, Td, THead, Th, ThActions, Tr } from "@/components/ui/table";
import { useChange } from "../_saving/use-change";
import { endClientSecretAction } from "./actions";
import { EndDialog } from "./end-dialog";

export type ListedSecret = { id: string; createdAt: Date; lastUsedAt: Date | null; expiresAt: Date | null };

type Props = {
  appId: string;
  secrets: ListedSecret[];
  mayEdit: boolean;
  /** The server's time of rendering (ISO). */
  now: string;
};

/** The usable client secrets, newest first, with creation, last use, expiry and actions. */
export function SecretTable({ appId, secrets, mayEdit, now }: Props) {
  return (
    <Table label="Usable client secrets" className="max-sm:block max-sm:[&>thead]:sr-only">
      <THead>
        <Th className={narrow}>Created</Th>
        <Th className="max-sm:hidden">Last used</Th>
        <Th className={narrow}>Expires</Th>
        {mayEdit && <ThActions />}
      </THead>
      <TBody className="max-sm:block">
        {secrets.map((secret, i) => (
          <Tr key={secret.id} className="max-sm:grid max-sm:grid-cols-[minmax(0,1fr)_auto]">
            <Td className={cn("whitespace-nowrap", narrow)}>
              <RelativeTime at={secret.createdAt} now={now} />
              {i === 0 && secrets.length > 1 && <Badge className="flex w-fit">Shown above</Badge>}
              <span className="block text-sm text-ink-soft sm:hidden">
                Last used: <LastUse at={secret.lastUsedAt} now={now} />
              </span>
            </Td>
            <Td className="whitespace-nowrap text-ink-soft max-sm:hidden">
              <LastUse at={secret.lastUsedAt} now={now} />
            </Td>
            <Td className={cn("whitespace-nowrap", narrow)}>
              <span className="text-sm text-ink-soft sm:hidden">Expires: </span>
              <Ends at={secret.expiresAt} now={now} />
            </Td>
            {mayEdit && (
              <Td className={cn("py-1.5 max-sm:col-span-2 max-sm:pt-0", narrow)}>
                <SecretActions appId={appId} secret={secret} />
              </Td>
            )}
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}

/** On phones the last use is below the creation time, and the actions are below both. */
const narrow = "max-sm:px-2";

const LastUse = ({ at, now }: { at: Date | null; now: string }) => (at ? <RelativeTime at={at} now={now} /> : "Never");

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
  const keeping = useChange(endClientSecretAction);
  return (
    <div className="flex flex-wrap justify-end gap-1">
      {secret.expiresAt && (
        <Button
          size="sm"
          variant="ghost"
          pending={keeping.pending}
          onClick={() => keeping.run({ appId, secretId: secret.id, end: null })}
        >
          Cancel expiry
        </Button>
      )}
      <Button size="sm" variant="ghost" onClick={() => setAsking("change")}>
        {secret.expiresAt ? "Change expiry" : "Set expiry"}
      </Button>
      <Button size="sm" variant="ghost" onClick={() => setAsking("revoke")}>
        Revoke now
      </Button>
      {asking && <EndDialog kind={asking} appId={appId} secretId={secret.id} onClose={() => setAsking(null)} />}
    </div>
  );
}
