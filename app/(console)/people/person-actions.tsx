"use client";

import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/components/ui/menu";
import { ResetLinkDialog } from "./reset-link-dialog";

type Props = { person: { id: string; name: string; email: string } };

/** The menu at the end of a person's row. */
export function PersonActions({ person }: Props) {
  const [isResetting, setResetting] = useState(false);
  return (
    <>
      <Menu>
        <MenuTrigger asChild>
          <IconButton label={`Actions for ${person.name}`} icon={<Ellipsis />} />
        </MenuTrigger>
        <MenuContent>
          <MenuItem onSelect={() => setResetting(true)}>Create password link</MenuItem>
        </MenuContent>
      </Menu>
      <ResetLinkDialog person={person} open={isResetting} onOpenChange={setResetting} />
    </>
  );
}
