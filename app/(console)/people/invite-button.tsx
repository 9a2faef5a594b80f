"use client";

import { useState } from "react";
import { OnDemand, onDemand } from "@/components/on-demand";
import { Button } from "@/components/ui/button";
import type { RoleChoice } from "./invite-form";

const dialog = onDemand(() => import("./invite-dialog").then(({ InviteDialog }) => InviteDialog));

/** The button Invite, which opens its dialog. */
export function InviteButton({ roles }: { roles: RoleChoice[] }) {
  // null until the dialog is first opened. After that it stays mounted, to return the focus.
  const [open, setOpen] = useState<boolean | null>(null);
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)} {...dialog.ahead}>
        Invite
      </Button>
      {open !== null && <OnDemand part={dialog} roles={roles} open={open} onOpenChange={setOpen} />}
    </>
  );
}
