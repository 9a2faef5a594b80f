"use client";

import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { resetHours } from "@/lib/limits";
import type { MailOutcome } from "@/lib/mail/send";
import { useAct } from "../../_act/use-act";
import { makeResetLinkAction } from "./actions";
import { MadeLink } from "./made-link";

type Props = {
  person: { id: string; name: string; email: string };
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

type Made = { link: string; mail: MailOutcome };

/** Creates a password link for the person and shows it once. */
export function ResetLinkDialog({ person, open, onOpenChange }: Props) {
  const [made, setMade] = useState<Made | null>(null);
  const act = useAct(makeResetLinkAction, { onDone: setMade });

  function toggle(wanted: boolean) {
    onOpenChange(wanted);
    setMade(null);
    act.drop();
  }

  const footer = made ? (
    <Button variant="primary" onClick={() => toggle(false)}>
      Done
    </Button>
  ) : (
    <>
      <Button onClick={() => toggle(false)}>Cancel</Button>
      <Button variant="primary" pending={act.pending} onClick={() => act.run({ userId: person.id })}>
        Create link
      </Button>
    </>
  );
  return (
    <Dialog
      open={open}
      onOpenChange={toggle}
      size="sm"
      title={made ? "Password link created" : `A new password for ${person.name}`}
      description={
        made
          ? undefined
          : "Send them a link to set a new password. Their current password works until they do; then they’re signed out everywhere."
      }
      footer={footer}
    >
      {act.error && <Alert tone="bad">{act.error}</Alert>}
      {made && (
        <MadeLink
          label="Password link"
          {...made}
          email={person.email}
          hint={`It works once, within ${resetHours} hours, and is not shown again. Anyone who has it can sign in as ${person.name}.`}
        />
      )}
    </Dialog>
  );
}
