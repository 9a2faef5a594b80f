import type { ComponentProps } from "react";
import { cn } from "@/components/cn";

type InputProps = ComponentProps<"input"> & {
  invalid?: boolean;
  /** Monospace, for identifiers and secrets. */
  mono?: boolean;
};

/** A one-line text input. Larger on touch screens, so that phones don't zoom in on it. */
export function Input({ invalid, mono, className, ...props }: InputProps) {
  return (
    <input
      aria-invalid={invalid || undefined}
      className={cn(
        "control h-9 w-full min-w-0 px-3 text-base pointer-coarse:h-11 pointer-coarse:text-lg",
        mono && "font-mono text-sm",
        className,
      )}
      {...props}
    />
  );
}
