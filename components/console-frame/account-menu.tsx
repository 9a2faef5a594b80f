"use client";

import { ChevronDown, KeyRound, LogOut, ShieldCheck } from "lucide-react";
import { ThemeSwitch } from "@/components/theme-switch";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "@/components/ui/menu";
import { Tag } from "@/components/ui/tag";

export type Person = {
  name: string;
  email: string;
  role: string;
  account: string;
  /** The reader's own profile page. */
  page: { label: string; href: string };
};

type AccountMenuProps = {
  person: Person;
  /** The page that lists the reader's permissions. */
  roleLink: { label: string; href: string };
  onSignOut: () => void;
};

/** The reader's name, account and role; links to their own pages; theme; Sign out. */
export function AccountMenu({ person, roleLink, onSignOut }: AccountMenuProps) {
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button variant="ghost" aria-label="Account menu" className="px-1.5">
          <span
            aria-hidden
            className="grid size-7 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-link"
          >
            {person.name.trim().charAt(0).toUpperCase()}
          </span>
          <ChevronDown aria-hidden className="hidden sm:block" />
        </Button>
      </MenuTrigger>
      <MenuContent className="w-64">
        <div className="space-y-2 px-2 py-2">
          <div>
            <p className="font-semibold break-words">{person.name}</p>
            <p className="text-sm break-all text-ink-soft">{person.email}</p>
          </div>
          <div className="flex items-start justify-between gap-3 text-sm text-ink-soft">
            <span className="min-w-0 break-words">{person.account}</span>
            <Tag>{person.role}</Tag>
          </div>
        </div>
        <MenuItem asChild>
          <Link href={roleLink.href}>
            <ShieldCheck aria-hidden />
            {roleLink.label}
          </Link>
        </MenuItem>
        <MenuItem asChild>
          <Link href={person.page.href}>
            <KeyRound aria-hidden />
            {person.page.label}
          </Link>
        </MenuItem>
        <MenuSeparator />
        <ThemeSwitch />
        <MenuSeparator />
        <MenuItem onSelect={onSignOut}>
          <LogOut aria-hidden />
          Sign out
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}
