"use client";

import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { toast } from "@/components/ui/toaster";
import type { ListedRole } from "@/lib/roles/queries";
import { deleteRoleAction } from "./actions";
import { ReplaceRoleDialog } from "./replace-role-dialog";

type DeleteRoleDialogProps = {
  role: ListedRole;
  grantable: { id: string; name: string }[];
  onClose: () => void;
};

/** Deletes a role; while somebody has it, they get another one in the same step. */
export function DeleteRoleDialog({ role, grantable, onClose }: DeleteRoleDialogProps) {
  const [inUse, setInUse] = useState(role.peopleCount + role.invitationCount > 0);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string>();

  function finish() {
    onClose();
    // The row that had the focus is gone.
    document.getElementById("content")?.focus();
    toast.success(`The role ${role.name} was deleted.`);
  }

  async function remove() {
    setPending(true);
    const result = await deleteRoleAction({ roleId: role.id, moveTo: null, seen: "" }).catch(() => null);
    setPending(false);
    if (result?.ok) return finish();
    if (result?.code === "role-in-use") return setInUse(true);
    setError(result?.message ?? "The server cannot be reached. Nothing was changed.");
  }

  if (inUse) {
    const others = grantable.filter(({ id }) => id !== role.id);
    return <ReplaceRoleDialog role={role} others={others} onClose={onClose} onDone={finish} />;
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Delete ${role.name}?`}
      confirmLabel="Delete"
      pending={pending}
      error={error}
      onConfirm={remove}
    >
      <p>Nobody has this role, and no invitation gives it. It cannot be brought back.</p>
    </ConfirmDialog>
  );
}
