import type { ComponentProps } from "react";
import { cn } from "@/components/cn";

/** Looks like Checkbox, but is a native input, because hundreds have to render within a frame or two. */
export function TickBox({ className, ...props }: Omit<ComponentProps<"input">, "type">) {
  return (
    <input
      type="checkbox"
      className={cn(
        "grid size-4 shrink-0 appearance-none place-items-center rounded-sm border border-line-strong bg-surface",
        "transition-colors duration-100 not-disabled:cursor-pointer not-disabled:hover:border-ink-soft pointer-coarse:size-5",
        "before:size-2.5 before:scale-0 before:bg-on-accent before:content-['']",
        "before:[clip-path:polygon(14%_44%,0_60%,38%_96%,100%_22%,84%_8%,37%_66%)] checked:before:scale-100",
        "checked:border-accent checked:bg-accent disabled:cursor-not-allowed disabled:border-line-strong disabled:bg-sunken",
        "disabled:checked:border-line-strong disabled:checked:bg-hover disabled:checked:before:bg-ink-faint",
        className,
      )}
      {...props}
    />
  );
}
