"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toaster";
import { revokeInvitationAction } from "./actions";

type Props = {
  invitationId: string;
  email: string /** What takes the focus when the row is gone. */;
  focusAfterId: string;
};

export function RevokeButton({ invitationId, email, focusAfterId }: Props) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();

  const revoke = () =>
    startTransition(async () => {
      const result = await revokeInvitationAction({ invitationId }).catch(() => null);
      if (!result) return void toast.error("The server cannot be reached. The invitation is still open.");
      if (!result.ok) toast.error(result.message);
      else {
        document.getElementById(focusAfterId)?.focus();
        toast.success(`The invitation of ${email} was revoked: its link no longer works.`);
      }
      router.refresh();
    });

  return (
    <Button
      size="sm"
      variant="danger-ghost"
      aria-label={`Revoke the invitation of ${email}`}
      pending={pending}
      onClick={revoke}
    >
      Revoke
    </Button>
  );
}
