"use client";

import { useState } from "react";

/** What to focus later. For a menu item, that is the button that opened the menu: the item is gone by then. */
function focusOrigin(): HTMLElement | null {
  const focused = document.activeElement;
  const menu = focused?.closest("[role=menu]");
  const opener = menu ? document.getElementById(menu.getAttribute("aria-labelledby") ?? "") : focused;
  return opener instanceof HTMLElement && opener !== document.body ? opener : null;
}

/** Remembers what had the focus when `open` became true. The returned handler, for closing, gives the focus back. */
export function useReturnFocus(open: boolean): (event: Event) => void {
  const [wasOpen, setWasOpen] = useState(false);
  const [origin, setOrigin] = useState<HTMLElement | null>(null);
  if (open !== wasOpen) {
    setWasOpen(open);
    if (open && typeof document !== "undefined") setOrigin(focusOrigin());
  }
  return (event) => {
    if (!origin?.isConnected) return;
    event.preventDefault();
    origin.focus();
  };
}
