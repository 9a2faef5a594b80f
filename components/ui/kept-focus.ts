"use client";

import { type RefObject, useEffect } from "react";

const rowsOfLists = "tr, li, article";
const controls = "a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled)";
/** A dialog that closes has this long to give up the focus. */
const patienceMs = 2000;

/** Where the focus was: a row of a list, with what surrounds it, from the inside out. */
type Place = { row: Element; around: Element[]; rowIndex: number; controlIndex: number; address: string };

/**
 * Within `area`, moves the focus to the next row (else the one before, else what surrounds the list) when the row of a
 * list that had it disappears on the same page; otherwise the browser would drop it to the body.
 */
export function useKeptFocus(area: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = area.current;
    if (!element) return;
    let place: Place | null = null;
    let frame = 0;

    const onFocus = (event: FocusEvent) => {
      place = placeOf(event.target as Element, element);
    };
    const onChange = () => {
      if (!place || place.row.isConnected) return;
      const lost = place;
      place = null;
      const until = performance.now() + patienceMs;
      const settle = () => {
        if (isFree()) focusNear(lost);
        else if (!element.contains(document.activeElement) && performance.now() < until) again();
      };
      const again = () => {
        frame = requestAnimationFrame(settle);
      };
      again();
    };

    const observer = new MutationObserver(onChange);
    observer.observe(element, { childList: true, subtree: true });
    element.addEventListener("focusin", onFocus);
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
      element.removeEventListener("focusin", onFocus);
    };
  }, [area]);
}

/** The place of a control; null if it is in no row of a list. */
function placeOf(control: Element, area: Element): Place | null {
  const row = control.closest(rowsOfLists);
  if (!row?.parentElement) return null;
  const around: Element[] = [];
  for (let one: Element | null = row.parentElement; one && area.contains(one); one = one.parentElement)
    around.push(one);
  return {
    row,
    around,
    rowIndex: [...row.parentElement.children].indexOf(row),
    controlIndex: [...row.querySelectorAll(controls)].indexOf(control),
    address: location.pathname,
  };
}

/** Whether nothing has the focus, and no dialog is about to give it back. */
function isFree(): boolean {
  const { activeElement } = document;
  if (activeElement !== null && activeElement !== document.body) return false;
  return document.querySelector("[role=dialog], [role=alertdialog]") === null;
}

function focusNear({ around, rowIndex, controlIndex, address }: Place): void {
  if (address !== location.pathname) return;
  const [list] = around;
  const row = list?.isConnected ? (list.children[rowIndex] ?? list.children[rowIndex - 1]) : undefined;
  const inRow = row ? [...row.querySelectorAll<HTMLElement>(controls)] : [];
  const control = inRow[controlIndex] ?? inRow.at(-1);
  if (control) control.focus();
  else focusAround(around);
}

function focusAround(around: readonly Element[]): void {
  const nearest = around.find((one): one is HTMLElement => one instanceof HTMLElement && one.isConnected);
  if (!nearest) return;
  if (!nearest.hasAttribute("tabindex")) nearest.tabIndex = -1;
  nearest.focus({ preventScroll: true });
}
