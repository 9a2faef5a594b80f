"use client";

import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { ShownInvitation } from "@/lib/people/invitations";
import { chooseInvitationAction } from "./actions";

/** The accounts that invited the address, each with the button that joins it. */
export function ChooseInvitation({ invitations }: { invitations: ShownInvitation[] }) {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function joinBy(invitationId: string) {
    setPending(true);
    const result = await chooseInvitationAction({ invitationId }).catch(() => null);
    if (result?.ok) return window.location.assign("/apps");
    setPending(false);
    setProblem(result?.message ?? "The server cannot be reached. Check the connection, then try again.");
  }

  return (
    <div className="space-y-4">
      {problem && <Alert tone="bad">{problem}</Alert>}
      <ul aria-label="Invitations" className="divide-y rounded-lg border">
        {invitations.map(({ id, accountName, roleName, invitedBy }) => (
          <li key={id} className="space-y-3 px-4 py-3">
            <p className="break-words">
              <strong className="font-medium">{accountName}</strong>
              <span className="block text-sm text-ink-soft">
                {invitedBy ?? "The operator of this Patchbay"} invited you with the role {roleName}.
              </span>
            </p>
            <Button className="w-full" pending={pending} onClick={() => joinBy(id)}>
              Join {accountName}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
