"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";

type ChangeCountProps = { added: readonly string[]; removed: readonly string[]; children?: ReactNode };

/** How many items Done will add and remove; their names on hover. */
export function ChangeCount({ added, removed, children }: ChangeCountProps) {
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      {added.length > 0 && (
        <span className="font-semibold text-good" title={added.join("\n")}>
          <span aria-hidden>+{added.length}</span>
          <span className="sr-only">{added.length} added</span>
        </span>
      )}
      {removed.length > 0 && (
        <span className="font-semibold text-bad" title={removed.join("\n")}>
          <span aria-hidden>−{removed.length}</span>
          <span className="sr-only">{removed.length} removed</span>
        </span>
      )}
      {children}
    </span>
  );
}

/** Asks in the picker's footer before discarding picks. */
export function DiscardPicks({
  count,
  onDiscard,
  onStay,
}: {
  count: number;
  onDiscard: () => void;
  onStay: () => void;
}) {
  return (
    <span role="alert" className="flex flex-wrap items-center gap-2">
      <span className="font-medium text-ink">Discard {count === 1 ? "this change" : `these ${count} changes`}?</span>
      <Button size="sm" variant="danger-ghost" onClick={onDiscard}>
        Discard
      </Button>
      {/* Focused because closing asked the question: one key keeps the picks. */}
      <Button size="sm" autoFocus onClick={onStay}>
        Keep editing
      </Button>
    </span>
  );
}

type CutShortProps = { shown: number; total: number; noun: string; searching: boolean };

/** Says that the list is cut off, and how to find the rest. */
export function CutShort({ shown, total, noun, searching }: CutShortProps) {
  if (shown >= total) return null;
  return (
    <span>
      Showing the first {shown} of {total} {noun}. {searching ? "Type more" : "Search"}, or choose a product.
    </span>
  );
}
