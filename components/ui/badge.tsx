import { cva } from "class-variance-authority";
import type { ReactNode } from "react";
import { cn } from "@/components/cn";

export type Tone = "neutral" | "good" | "warn" | "bad" | "accent";

const look = cva("inline-flex h-5 items-center gap-1 rounded-sm border px-1.5 text-xs font-medium whitespace-nowrap", {
  variants: {
    tone: {
      neutral: "border-line bg-sunken text-ink-soft",
      good: "border-good-line bg-good-soft text-good",
      warn: "border-warn-line bg-warn-soft text-warn",
      bad: "border-bad-line bg-bad-soft text-bad",
      accent: "border-accent-line bg-accent-soft text-link",
    },
  },
});

type BadgeProps = { tone?: Tone; className?: string; id?: string; children: ReactNode };

/** A short word about the thing next to it, colored by `tone`. */
export function Badge({ tone = "neutral", className, id, children }: BadgeProps) {
  return (
    <span id={id} className={cn(look({ tone }), className)}>
      {children}
    </span>
  );
}
