import type { ReactNode } from "react";
import { cn } from "@/components/cn";

/** A small gray label for a kind or category. For a status, use Badge. */
export function Tag({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <span
      className={cn(
        "inline-flex h-5 max-w-full items-center rounded-sm bg-hover px-1.5 text-xs whitespace-nowrap text-ink-soft",
        className,
      )}
    >
      <span className="truncate">{children}</span>
    </span>
  );
}
