import { cva } from "class-variance-authority";
import { Slot } from "radix-ui/slot";
import type { ComponentProps, MouseEvent } from "react";
import { cn } from "@/components/cn";
import { Spinner } from "./spinner";

const look = cva(
  [
    "relative inline-flex shrink-0 items-center justify-center gap-2 rounded-md border font-medium whitespace-nowrap select-none",
    "transition-colors duration-100 [&_svg]:size-4 [&_svg]:shrink-0",
    "disabled:cursor-not-allowed disabled:border-line disabled:bg-sunken disabled:text-ink-faint",
  ],
  {
    variants: {
      variant: {
        primary: "border-transparent bg-accent text-on-accent hover:bg-accent-hover",
        secondary: "border-line-strong/65 bg-surface text-ink hover:border-ink-soft hover:bg-hover",
        ghost:
          "border-transparent text-ink-soft hover:bg-hover hover:text-ink disabled:border-transparent disabled:bg-transparent",
        danger: "border-transparent bg-danger text-on-danger hover:bg-danger-hover",
        "danger-ghost":
          "border-transparent text-bad hover:bg-bad-soft disabled:border-transparent disabled:bg-transparent",
      },
      size: {
        sm: "h-7 px-2.5 text-sm pointer-coarse:h-9",
        md: "h-9 px-3.5 text-base pointer-coarse:h-11",
      },
    },
  },
);

export type ButtonProps = ComponentProps<"button"> & {
  variant?: "primary" | "secondary" | "ghost" | "danger" | "danger-ghost";
  size?: "sm" | "md";
  /** Shows a spinner without changing the width and ignores clicks, but keeps the focus. */
  pending?: boolean;
  /** Styles its only child (a link) instead of rendering a button. Don't combine with `pending`. */
  asChild?: boolean;
};

function swallow(event: MouseEvent) {
  event.preventDefault();
  event.stopPropagation();
}

/** A button, of type "button" by default. At most one `primary` per screen. */
export function Button({
  variant = "secondary",
  size = "md",
  pending = false,
  asChild = false,
  type = "button",
  className,
  children,
  onClick,
  ...props
}: ButtonProps) {
  const classes = cn(look({ variant, size }), className);
  if (asChild) {
    return (
      <Slot className={classes} onClick={onClick} {...props}>
        {children}
      </Slot>
    );
  }
  return (
    <button
      type={type}
      className={classes}
      onClick={pending ? swallow : onClick}
      aria-busy={pending || undefined}
      aria-disabled={pending || undefined}
      {...props}
    >
      {pending && <Spinner className="absolute" />}
      <span className={cn("inline-flex items-center gap-2", pending && "opacity-0")}>{children}</span>
    </button>
  );
}
