"use client";

import { useState } from "react";

/** A menu item is gone by the time its dialog closes; the button that opened the menu is not. */
function focusOrigin(): HTMLElement | null {
  const focused = document.activeElement;
  const menu = focused?.closest("[role=menu]");
  const opener = menu ? document.getElementById(menu.getAttribute("aria-labelledby") ?? "") : focused;
  return opener instanceof HTMLElement && opener !== document.body ? opener : null;
}

/** Remembers what had the focus when `open` became true; the handler it answers gives the focus back on closing. */
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
