"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";
import { MenuLabel, MenuRadioGroup, MenuRadioItem } from "@/components/ui/menu";

const YEAR_S = 365 * 24 * 3600;

/** Stores the choice for the server (cookie `theme`) and applies it to this page. */
function applyTheme(theme: string) {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API needs https; a console may run on plain http.
  document.cookie = `theme=${theme}; path=/; max-age=${YEAR_S}; samesite=lax`;
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** System, Light and Dark, as menu items. The server sets <html data-theme> from the cookie ("system": not set). */
export function ThemeSwitch() {
  const [theme, setTheme] = useState(() => document.documentElement.dataset.theme ?? "system");
  function choose(value: string) {
    setTheme(value);
    applyTheme(value);
  }
  return (
    <MenuRadioGroup value={theme} onValueChange={choose}>
      <MenuLabel>Theme</MenuLabel>
      <MenuRadioItem value="system">
        <Monitor aria-hidden />
        System
      </MenuRadioItem>
      <MenuRadioItem value="light">
        <Sun aria-hidden />
        Light
      </MenuRadioItem>
      <MenuRadioItem value="dark">
        <Moon aria-hidden />
        Dark
      </MenuRadioItem>
    </MenuRadioGroup>
  );
}
