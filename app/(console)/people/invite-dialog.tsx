"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { invitationDays } from "@/lib/limits";
import type { InvitationMail } from "@/lib/people/invitations";
import { useActForm } from "../../_act/use-act-form";
import { inviteAction } from "./actions";
import { InviteForm, type RoleChoice } from "./invite-form";
import { MadeLink } from "./made-link";

type MadeInvitation = { email: string; link: string; mail: InvitationMail };

const inviteSchema = () => import("@/lib/people/rules").then((rules) => rules.inviteInput);

type Props = { roles: RoleChoice[]; open: boolean; onOpenChange: (open: boolean) => void };

/** Asks for email and role, then shows the link, only once. What was typed comes back unless it was canceled. */
export function InviteDialog({ roles, open, onOpenChange }: Props) {
  const router = useRouter();
  const formId = useId();
  const [made, setMade] = useState<MadeInvitation | null>(null);
  const form = useActForm({
    schema: inviteSchema,
    action: inviteAction,
    fields: ["email", "roleId"],
    defaultValues: { email: "", roleId: "" },
    draft: { name: "invitation", fields: ["email", "roleId"] },
    onDone: (invitation, { email }) => setMade({ email, ...invitation }),
  });

  function close() {
    onOpenChange(false);
    setMade(null);
    form.reset();
    form.draft.restore();
    if (made) router.refresh();
  }

  function cancel() {
    form.draft.forget();
    close();
  }

  const footer = made ? (
    <Button variant="primary" onClick={close}>
      Done
    </Button>
  ) : (
    <>
      <Button onClick={cancel}>Cancel</Button>
      <Button type="submit" form={formId} variant="primary" pending={form.pending}>
        Create invitation
      </Button>
    </>
  );
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      size="sm"
      title={made ? "Invitation created" : "Invite a person"}
      description={made ? undefined : "They’ll join with a link you send them."}
      footer={footer}
    >
      {made ? (
        <MadeLink
          label="Invitation link"
          {...made}
          hint={`${made.mail === "sent" ? "The email has a link of its own, which also proves the address. This one" : "It"} works once, within ${invitationDays} days, and is not shown again.`}
        />
      ) : (
        <InviteForm id={formId} roles={roles} form={form} />
      )}
    </Dialog>
  );
}
