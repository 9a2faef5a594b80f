"use client";

import { Check, Minus } from "lucide-react";
import { Indicator, Root } from "radix-ui/checkbox";
import type { ComponentProps } from "react";
import { cn } from "@/components/cn";

/** A checkbox; `checked` may be "indeterminate". Name it with aria-label, aria-labelledby or a label's htmlFor. */
export function Checkbox({ className, ...props }: ComponentProps<typeof Root>) {
  return (
    <Root
      className={cn(
        "group/check grid size-4 shrink-0 place-items-center rounded-sm border border-line-strong bg-surface text-on-accent",
        "transition-colors duration-100 hover:border-ink-soft pointer-coarse:size-5",
        "data-[state=checked]:border-accent data-[state=checked]:bg-accent",
        "data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent",
        "disabled:cursor-not-allowed disabled:border-line-strong disabled:bg-sunken disabled:text-ink-faint",
        "disabled:data-[state=checked]:border-line-strong disabled:data-[state=checked]:bg-hover",
        className,
      )}
      {...props}
    >
      <Indicator className="grid place-items-center">
        <Check aria-hidden strokeWidth={3} className="size-3 group-data-[state=indeterminate]/check:hidden" />
        <Minus aria-hidden strokeWidth={3} className="hidden size-3 group-data-[state=indeterminate]/check:block" />
      </Indicator>
    </Root>
  );
}
