"use client";

import type { CSSProperties } from "react";
import { Toaster as Sonner } from "sonner";

export { toast } from "sonner";

const colours = {
  "--normal-bg": "var(--color-raised)",
  "--normal-bg-hover": "var(--color-hover)",
  "--normal-text": "var(--color-ink)",
  "--normal-border": "var(--color-line)",
  "--normal-border-hover": "var(--color-line-strong)",
  "--border-radius": "var(--radius-lg)",
  fontFamily: "var(--font-sans)",
} as CSSProperties;

const classNames = {
  toast: "!shadow-overlay !text-base !gap-2.5",
  description: "!text-ink-soft",
  actionButton: "!bg-transparent !text-link !font-medium !underline !underline-offset-3",
  success: "[&_[data-icon]]:text-good",
  warning: "[&_[data-icon]]:text-warn",
  error: "[&_[data-icon]]:text-bad",
};

/** Renders the toasts; one per page. Toasts report what happened elsewhere on the page, with Undo if possible. */
export function Toaster() {
  return <Sonner position="bottom-right" style={colours} toastOptions={{ classNames }} />;
}
