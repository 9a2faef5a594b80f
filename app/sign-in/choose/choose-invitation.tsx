"use client";

import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { ShownInvitation } from "@/lib/people/invitations";
import { useAct } from "../../_act/use-act";
import { chooseInvitationAction } from "./actions";

/** The accounts that invited the address, each with a Join button. */
export function ChooseInvitation({ invitations }: { invitations: ShownInvitation[] }) {
  const act = useAct(chooseInvitationAction, { onDone: () => window.location.assign("/apps") });
  return (
    <div className="space-y-4">
      {act.error && <Alert tone="bad">{act.error}</Alert>}
      <ul aria-label="Invitations" className="divide-y rounded-lg border">
        {invitations.map(({ id, accountName, roleName, invitedBy }) => (
          <li key={id} className="space-y-3 px-4 py-3">
            <p className="break-words">
              <strong className="font-medium">{accountName}</strong>
              <span className="block text-sm text-ink-soft">
                {invitedBy ?? "The operator of this Patchbay"} invited you with the role {roleName}.
              </span>
            </p>
            <Button
              className="w-full"
              pending={act.pending || act.isDone}
              onClick={() => act.run({ invitationId: id })}
            >
              Join {accountName}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
