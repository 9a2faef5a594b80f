"use client";

import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect, useRef } from "react";

/** Every group's or item's checkbox that may be changed. */
export const STOPS = ":is([role=checkbox], [type=checkbox]):not(:disabled)";

type ArrowKeys = {
  ref: RefObject<HTMLDivElement | null>;
  onKeyDown: (event: KeyboardEvent<HTMLDivElement>) => void;
  onFocus: (event: FocusEvent<HTMLDivElement>) => void;
};

/**
 * Makes the checkboxes inside an element a single tab stop (roving tabindex): up, down, Home and End move between them,
 * left and right fold and unfold their group. Kept in the DOM, not in state: moving through 600 rows renders nothing.
 */
export function useArrowKeys(): ArrowKeys {
  const ref = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const list = ref.current;
    if (list && !list.querySelector(`${STOPS}[tabindex="0"]`)) list.querySelector(STOPS)?.setAttribute("tabindex", "0");
  });

  function onFocus({ currentTarget, target }: FocusEvent<HTMLDivElement>) {
    if (!target.matches(STOPS)) return;
    for (const former of currentTarget.querySelectorAll(`${STOPS}[tabindex="0"]`))
      former.setAttribute("tabindex", "-1");
    target.setAttribute("tabindex", "0");
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const { target, currentTarget, key } = event;
    if (!(target instanceof HTMLElement) || !target.matches(STOPS)) return;
    const goal =
      key === "ArrowLeft" || key === "ArrowRight" ? fold(target, key) : destination(currentTarget, target, key);
    if (!goal) return;
    event.preventDefault();
    goal.focus();
  }

  return { ref, onKeyDown, onFocus };
}

function destination(list: HTMLElement, from: HTMLElement, key: string): HTMLElement | undefined {
  const stops = [...list.querySelectorAll<HTMLElement>(STOPS)];
  const index = stops.indexOf(from);
  if (key === "ArrowDown") return stops[index + 1];
  if (key === "ArrowUp") return stops[index - 1];
  if (key === "Home") return stops[0];
  if (key === "End") return stops.at(-1);
  return undefined;
}

/** Unfolds (right) or folds (left) the group around a checkbox. Returns what to focus; folded, the group's checkbox. */
function fold(from: HTMLElement, key: "ArrowLeft" | "ArrowRight"): HTMLElement | undefined {
  const group = from.closest("section");
  const button = group?.querySelector<HTMLElement>("[data-fold]");
  const isUnfolded = button?.getAttribute("aria-expanded") === "true";
  if (button && isUnfolded === (key === "ArrowLeft")) button.click();
  return key === "ArrowLeft" ? (group?.querySelector<HTMLElement>(STOPS) ?? undefined) : from;
}
