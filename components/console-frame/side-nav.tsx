"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { cn } from "@/components/cn";
import { Link } from "@/components/ui/link";

type NavItem = { label: string; href: string; icon?: ReactNode };

/** A group of navigation items, with an optional heading. */
export type NavSection = { label?: string; items: NavItem[] };

type SideNavProps = { nav: NavSection[]; onNavigate?: (() => void) | undefined };

/** The console's navigation. aria-current is "page" on the current page and "true" on the section that contains it. */
export function SideNav({ nav, onNavigate }: SideNavProps) {
  const path = usePathname() ?? "";
  return (
    <nav aria-label="Sections" className="space-y-6">
      {nav.map((section) => (
        <div key={section.items[0]?.href ?? section.label}>
          {section.label && <p className="mb-1 px-3 text-xs font-medium text-ink-faint">{section.label}</p>}
          <ul className="space-y-0.5">
            {section.items.map((item) => (
              <li key={item.href}>
                <NavLink {...item} current={currency(path, item.href)} onNavigate={onNavigate} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function currency(path: string, href: string): "page" | "true" | undefined {
  if (path === href) return "page";
  return path.startsWith(`${href}/`) ? "true" : undefined;
}

type NavLinkProps = NavItem & { current: "page" | "true" | undefined; onNavigate: (() => void) | undefined };

function NavLink({ label, href, icon, current, onNavigate }: NavLinkProps) {
  return (
    <Link
      href={href}
      aria-current={current}
      {...(onNavigate ? { onClick: onNavigate } : {})}
      className={cn(
        "flex min-h-8 items-center gap-2.5 rounded-md px-3 py-1 transition-colors duration-100 pointer-coarse:min-h-11",
        "[&_svg]:size-4 [&_svg]:shrink-0",
        current
          ? "bg-accent-soft font-medium text-ink [&_svg]:text-link"
          : "text-ink-soft hover:bg-hover hover:text-ink",
      )}
    >
      {icon}
      {label}
    </Link>
  );
}
