import type { ComponentProps } from "react";
import { cn } from "@/components/cn";

type TextareaProps = ComponentProps<"textarea"> & { invalid?: boolean; mono?: boolean };

/** A multi-line text input that grows with its content, up to about twelve lines. */
export function Textarea({ invalid, mono, className, rows = 3, ...props }: TextareaProps) {
  return (
    <textarea
      rows={rows}
      aria-invalid={invalid || undefined}
      className={cn(
        "control field-sizing-content block max-h-64 min-h-20 w-full min-w-0 px-3 py-2 text-base pointer-coarse:text-lg",
        mono && "font-mono text-sm",
        className,
      )}
      {...props}
    />
  );
}
