"use client";

import { useState } from "react";
import { toast } from "@/components/ui/toaster";
import type { ListedRole } from "@/lib/roles/queries";
import { ActDialog } from "../../_act/act-dialog";
import { useAct } from "../../_act/use-act";
import { deleteRoleAction } from "./actions";
import { ReplaceRoleDialog } from "./replace-role-dialog";

type DeleteRoleDialogProps = {
  role: ListedRole;
  grantable: { id: string; name: string }[];
  onClose: () => void;
};

/** Deletes a role; people who have it get another one in the same step. */
export function DeleteRoleDialog({ role, grantable, onClose }: DeleteRoleDialogProps) {
  const [inUse, setInUse] = useState(role.peopleCount + role.invitationCount > 0);
  const deletion = useAct(deleteRoleAction, {
    onDone: finish,
    onRefused: ({ code }) => code === "role-in-use" && setInUse(true),
  });

  function finish() {
    onClose();
    // The focused row is removed, so the focus moves to the page content.
    document.getElementById("content")?.focus();
    toast.success(`The role ${role.name} was deleted.`);
  }

  if (inUse) {
    const others = grantable.filter(({ id }) => id !== role.id);
    return <ReplaceRoleDialog role={role} others={others} onClose={onClose} onDone={finish} />;
  }
  return (
    <ActDialog
      act={deletion}
      onOpenChange={onClose}
      title={`Delete ${role.name}?`}
      confirmLabel="Delete"
      onConfirm={() => deletion.run({ roleId: role.id, moveTo: null, seen: "" })}
    >
      <p>No one has this role and no invitation uses it. This can’t be undone.</p>
    </ActDialog>
  );
}
