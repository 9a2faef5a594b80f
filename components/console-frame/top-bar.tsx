"use client";

import { ChevronDown, Menu as MenuIcon } from "lucide-react";
import { PatchbayMark } from "@/components/patchbay-mark";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Link } from "@/components/ui/link";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/components/ui/menu";
import { AccountMenu, type Person } from "./account-menu";

export type MenuLink = { label: string; href: string };

type TopBarProps = {
  brandHref: string;
  develop: MenuLink[];
  person: Person;
  /** The page that lists the reader's permissions. */
  roleLink: MenuLink;
  onSignOut: () => void;
  /** Opens the navigation drawer on narrow screens. */
  onMenu: () => void;
};

export function TopBar({ brandHref, develop, person, roleLink, onSignOut, onMenu }: TopBarProps) {
  return (
    <header className="sticky top-0 z-40 flex h-14 shrink-0 items-center gap-2 border-b bg-surface px-3 sm:px-5">
      <IconButton label="Menu" icon={<MenuIcon />} onClick={onMenu} className="rail:hidden" />
      <Link href={brandHref} className="flex items-center gap-2.5 rounded-md text-lg font-semibold tracking-tight">
        <PatchbayMark />
        <span className="max-[22rem]:sr-only">Patchbay</span>
      </Link>
      <div className="ml-auto flex items-center gap-2">
        {develop.length > 0 && <DevelopMenu links={develop} />}
        <AccountMenu person={person} roleLink={roleLink} onSignOut={onSignOut} />
      </div>
    </header>
  );
}

function DevelopMenu({ links }: { links: MenuLink[] }) {
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button>
          Develop
          <ChevronDown aria-hidden className="hidden text-ink-faint sm:block" />
        </Button>
      </MenuTrigger>
      <MenuContent>
        {links.map(({ label, href }) => (
          <MenuItem key={href} asChild>
            <Link href={href}>{label}</Link>
          </MenuItem>
        ))}
      </MenuContent>
    </Menu>
  );
}
