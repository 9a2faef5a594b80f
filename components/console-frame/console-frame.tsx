"use client";

import { type ReactNode, useRef, useState } from "react";
import { OnDemand, onDemand } from "@/components/on-demand";
import { Ready } from "@/components/ready";
import { useKeptFocus } from "@/components/ui/kept-focus";
import type { Person } from "./account-menu";
import { type NavSection, SideNav } from "./side-nav";
import { type MenuLink, TopBar } from "./top-bar";

const drawer = onDemand(() => import("./nav-drawer").then(({ NavDrawer }) => NavDrawer));

type ConsoleFrameProps = {
  /** The address that the wordmark links to. */
  brandHref: string;
  nav: NavSection[];
  /** The items of the Develop menu; if empty, there is no menu. */
  develop: MenuLink[];
  person: Person;
  /** The page that lists the reader's permissions. */
  roleLink: MenuLink;
  onSignOut: () => void;
  children: ReactNode;
};

/** The layout of every signed-in page: top bar, navigation on the left (a drawer below 900 px), the page as `main`. */
export function ConsoleFrame({ brandHref, nav, develop, person, roleLink, onSignOut, children }: ConsoleFrameProps) {
  // null until the drawer is first opened. After that it stays mounted, to return the focus.
  const [drawerOpen, setDrawerOpen] = useState<boolean | null>(null);
  const content = useRef<HTMLElement>(null);
  useKeptFocus(content);
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-accent px-4 py-2 font-medium text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <Ready>
        <TopBar
          brandHref={brandHref}
          develop={develop}
          person={person}
          roleLink={roleLink}
          onSignOut={onSignOut}
          onMenu={() => setDrawerOpen(true)}
        />
      </Ready>
      {drawerOpen !== null && <OnDemand part={drawer} open={drawerOpen} onOpenChange={setDrawerOpen} nav={nav} />}
      <div className="flex grow">
        <aside className="sticky top-14 hidden h-[calc(100dvh-3.5rem)] w-56 shrink-0 overflow-y-auto px-3 py-5 rail:block">
          <SideNav nav={nav} />
        </aside>
        <main
          ref={content}
          id="content"
          tabIndex={-1}
          className="min-w-0 grow px-4 py-6 outline-none sm:px-6 rail:border-l rail:px-10 rail:py-8"
        >
          <div className="mx-auto max-w-6xl">{children}</div>
        </main>
      </div>
    </div>
  );
}
