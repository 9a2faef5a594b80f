"use client";

import { Root, Thumb } from "radix-ui/switch";
import type { ComponentProps } from "react";
import { cn } from "@/components/cn";

/** An on/off switch that takes effect immediately. Name it with aria-labelledby or aria-label. */
export function Switch({ className, ...props }: ComponentProps<typeof Root>) {
  return (
    <Root
      className={cn(
        "inline-flex h-5 w-9 shrink-0 items-center rounded-full border border-line-strong bg-hover p-0.5 transition-colors duration-150",
        "hover:border-ink-soft data-[state=checked]:border-accent data-[state=checked]:bg-accent",
        "disabled:cursor-not-allowed disabled:opacity-60",
        className,
      )}
      {...props}
    >
      <Thumb
        className={cn(
          "block size-3.5 rounded-full bg-ink-soft transition-transform duration-150",
          "data-[state=checked]:translate-x-4 data-[state=checked]:bg-on-accent",
        )}
      />
    </Root>
  );
}
