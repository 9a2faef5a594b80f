"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { ScopeRequest } from "@/lib/apps/scope-requests";
import { inToast, useAct } from "../../_act/use-act";
import { dismissScopeRequestAction } from "./actions";
import { ChangeRoleDialog } from "./change-role-dialog";
import type { RoleChoice } from "./invite-form";

type RequestActionsProps = { request: ScopeRequest; roles: RoleChoice[] };

/** Grant opens Change role for the app's owner, with a role selected that grants the scope. */
export function RequestActions({ request, roles }: RequestActionsProps) {
  const { id, scopeId, roleId, owner, app } = request;
  const [granting, setGranting] = useState(false);
  const dismissal = useAct(dismissScopeRequestAction, {
    onDone: () => document.getElementById("content")?.focus(),
    done: `The request for ${scopeId} was dismissed.`,
    onRefused: inToast,
  });
  return (
    <div className="flex gap-2">
      <Button
        size="sm"
        variant="ghost"
        aria-label={`Dismiss ${scopeId} for ${app.name}`}
        pending={dismissal.pending}
        onClick={() => dismissal.run({ requestId: id })}
      >
        Dismiss
      </Button>
      {roleId && (
        <Button size="sm" aria-label={`Grant ${scopeId} for ${app.name}`} onClick={() => setGranting(true)}>
          Grant
        </Button>
      )}
      {granting && (
        <ChangeRoleDialog
          person={{ id: owner.id, name: owner.name, role: { id: owner.roleId, name: owner.roleName } }}
          roles={roles}
          suggestedId={roleId}
          onClose={() => setGranting(false)}
        />
      )}
    </div>
  );
}
