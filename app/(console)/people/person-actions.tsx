"use client";

import { Ellipsis } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Busy } from "@/components/busy";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "@/components/ui/menu";
import type { ListedPerson } from "@/lib/people/queries";
import { inToast, useAct } from "../../_act/use-act";
import { reactivatePersonAction } from "./actions";
import type { RoleChoice } from "./invite-form";

// Rarely opened, so loaded when they are, to keep the page's bundle small.
const ChangeRoleDialog = lazy(() =>
  import("./change-role-dialog").then((file) => ({ default: file.ChangeRoleDialog })),
);
const DeactivateDialog = lazy(() => import("./deactivate-dialog").then((file) => ({ default: file.DeactivateDialog })));
const ResetLinkDialog = lazy(() => import("./reset-link-dialog").then((file) => ({ default: file.ResetLinkDialog })));
const RemoveDialog = lazy(() => import("./remove-dialog").then((file) => ({ default: file.RemoveDialog })));

type Asking = "role" | "password" | "deactivate" | "remove" | null;

type PersonActionsProps = { person: ListedPerson; roles: RoleChoice[]; isOneself: boolean };

export function PersonActions({ person, roles, isOneself }: PersonActionsProps) {
  const [asking, setAsking] = useState<Asking>(null);
  const close = () => setAsking(null);
  return (
    <>
      <Menu>
        <MenuTrigger asChild>
          <IconButton label={`Actions for ${person.name}`} icon={<Ellipsis />} />
        </MenuTrigger>
        <MenuContent>
          <MenuItem onSelect={() => setAsking("role")}>Change role</MenuItem>
          {person.mayReset && <MenuItem onSelect={() => setAsking("password")}>Create password link</MenuItem>}
          {!isOneself && <EndingItems person={person} onAsk={setAsking} />}
        </MenuContent>
      </Menu>
      <Suspense fallback={<Busy />}>
        {asking === "role" && <ChangeRoleDialog person={person} roles={roles} onClose={close} />}
        {asking === "password" && (
          <ResetLinkDialog person={{ ...person, email: person.email ?? "" }} open onOpenChange={close} />
        )}
        {asking === "deactivate" && <DeactivateDialog person={person} onClose={close} />}
        {asking === "remove" && <RemoveDialog person={person} onClose={close} />}
      </Suspense>
    </>
  );
}

/** Not shown for oneself: no one may deactivate or remove themselves. */
function EndingItems({ person, onAsk }: { person: ListedPerson; onAsk: (asking: Asking) => void }) {
  const reactivate = useAct(reactivatePersonAction, {
    done: `${person.name} is active again, and so are their apps.`,
    onRefused: inToast,
  });
  return (
    <>
      {person.status === "active" ? (
        <MenuItem onSelect={() => onAsk("deactivate")}>Deactivate</MenuItem>
      ) : (
        <MenuItem onSelect={() => reactivate.run({ userId: person.id })}>Reactivate</MenuItem>
      )}
      <MenuSeparator />
      <MenuItem danger onSelect={() => onAsk("remove")}>
        Remove
      </MenuItem>
    </>
  );
}
