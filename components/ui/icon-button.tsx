import type { ReactNode } from "react";
import { cn } from "@/components/cn";
import { Button, type ButtonProps } from "./button";

type IconButtonProps = Omit<ButtonProps, "children" | "aria-label" | "asChild"> & { label: string; icon: ReactNode };

/** A square button that shows an icon; `label` is its accessible name. */
export function IconButton({ label, icon, variant = "ghost", size = "md", className, ...props }: IconButtonProps) {
  const square = size === "sm" ? "w-7 px-0 pointer-coarse:w-9" : "w-9 px-0 pointer-coarse:w-11";
  return (
    <Button aria-label={label} variant={variant} size={size} className={cn(square, className)} {...props}>
      {icon}
    </Button>
  );
}
