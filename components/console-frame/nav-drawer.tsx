"use client";

import { X } from "lucide-react";
import { Close, Content, Overlay, Portal, Root, Title } from "radix-ui/dialog";
import { PatchbayMark } from "@/components/patchbay-mark";
import { IconButton } from "@/components/ui/icon-button";
import { useReturnFocus } from "@/components/ui/return-focus";
import { type NavSection, SideNav } from "./side-nav";

type NavDrawerProps = { open: boolean; onOpenChange: (open: boolean) => void; nav: NavSection[] };

/** The navigation on narrow screens, as a drawer over the page; following a link closes it. */
export function NavDrawer({ open, onOpenChange, nav }: NavDrawerProps) {
  const onCloseAutoFocus = useReturnFocus(open);
  return (
    <Root open={open} onOpenChange={onOpenChange}>
      <Portal>
        <Overlay className="fixed inset-0 z-50 animate-appear bg-scrim rail:hidden" />
        <Content
          aria-describedby={undefined}
          onCloseAutoFocus={onCloseAutoFocus}
          className="fixed inset-y-0 left-0 z-50 flex w-72 max-w-[85vw] animate-slide-in flex-col border-r bg-raised outline-none rail:hidden"
        >
          <div className="flex h-14 shrink-0 items-center gap-2.5 border-b px-4">
            <PatchbayMark />
            <Title className="text-lg font-semibold tracking-tight">Patchbay</Title>
            <Close asChild>
              <IconButton label="Close" icon={<X />} className="-mr-2 ml-auto" />
            </Close>
          </div>
          <div className="min-h-0 grow overflow-y-auto px-3 py-5">
            <SideNav nav={nav} onNavigate={() => onOpenChange(false)} />
          </div>
        </Content>
      </Portal>
    </Root>
  );
}
