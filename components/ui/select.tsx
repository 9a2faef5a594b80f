import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "@/components/cn";

type SelectProps = ComponentProps<"select"> & { invalid?: boolean };

/** A styled native select; `className` applies to the whole control. */
export function Select({ invalid, className, children, ...props }: SelectProps) {
  return (
    <span className={cn("relative block w-full min-w-0", className)}>
      <select
        aria-invalid={invalid || undefined}
        className="control h-9 w-full appearance-none truncate pr-9 pl-3 text-base pointer-coarse:h-11 pointer-coarse:text-lg"
        {...props}
      >
        {children}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-ink-faint"
      />
    </span>
  );
}
