"use client";

import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Link } from "@/components/ui/link";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "@/components/ui/menu";
import type { ListedRole } from "@/lib/roles/queries";
import { DeleteRoleDialog } from "./delete-role-dialog";

type RoleActionsProps = { role: ListedRole; grantable: { id: string; name: string }[] };

export function RoleActions({ role, grantable }: RoleActionsProps) {
  const [deleting, setDeleting] = useState(false);
  return (
    <>
      <Menu>
        <MenuTrigger asChild>
          <IconButton label={`Actions for ${role.name}`} icon={<Ellipsis />} />
        </MenuTrigger>
        <MenuContent>
          {role.mayEdit && (
            <MenuItem asChild>
              <Link href={`/roles/${role.id}`}>Edit</Link>
            </MenuItem>
          )}
          <MenuItem asChild>
            <Link href={`/roles/new?from=${role.id}`}>Duplicate</Link>
          </MenuItem>
          {role.mayEdit && (
            <>
              <MenuSeparator />
              <MenuItem danger onSelect={() => setDeleting(true)}>
                Delete
              </MenuItem>
            </>
          )}
        </MenuContent>
      </Menu>
      {deleting && <DeleteRoleDialog role={role} grantable={grantable} onClose={() => setDeleting(false)} />}
    </>
  );
}
