import type { ReactNode } from "react";
import { cn } from "@/components/cn";

/** A key of the keyboard. */
export function Kbd({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <kbd
      className={cn(
        "inline-grid h-5 min-w-5 place-items-center rounded-sm border border-b-2 bg-surface px-1 font-sans text-xs text-ink-soft",
        className,
      )}
    >
      {children}
    </kbd>
  );
}
