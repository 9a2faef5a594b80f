"use client";

import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { inToast, useAct } from "../../_act/use-act";
import { revokeInvitationAction } from "./actions";

type Props = {
  invitationId: string;
  email: string;
  /** The element that gets the focus once the row is removed. */
  focusAfterId: string;
};

export function RevokeButton({ invitationId, email, focusAfterId }: Props) {
  const router = useRouter();
  const act = useAct(revokeInvitationAction, {
    onDone: () => document.getElementById(focusAfterId)?.focus(),
    done: `The invitation of ${email} was revoked: its link no longer works.`,
    onRefused: (refused) => {
      inToast(refused);
      // It may have been accepted or revoked elsewhere.
      router.refresh();
    },
  });
  return (
    <Button
      size="sm"
      variant="danger-ghost"
      aria-label={`Revoke the invitation of ${email}`}
      pending={act.pending}
      onClick={() => act.run({ invitationId })}
    >
      Revoke
    </Button>
  );
}
