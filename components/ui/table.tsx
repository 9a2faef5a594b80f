import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/cn";
import { ScrollRegion } from "./scroll-region";

type TableProps = ComponentProps<"table"> & {
  /** Accessible name of the table and of its scroll region. */
  label?: string;
};

/** A table in a bordered box that scrolls sideways if the screen is too narrow. */
export function Table({ label, className, ...props }: TableProps) {
  return (
    <ScrollRegion label={label} className="relative overflow-x-auto rounded-lg border bg-surface">
      <table aria-label={label} className={cn("w-full border-collapse text-left", className)} {...props} />
    </ScrollRegion>
  );
}

/** The table head: one row with the given headings. */
export function THead({ children }: { children: ReactNode }) {
  return (
    <thead className="border-b text-sm text-ink-soft">
      <tr>{children}</tr>
    </thead>
  );
}

/** The table body; rows are separated by lines and highlighted on hover. */
export function TBody({ className, ...props }: ComponentProps<"tbody">) {
  return <tbody className={cn("divide-y [&>tr:hover]:bg-canvas", className)} {...props} />;
}

export function Tr({ className, ...props }: ComponentProps<"tr">) {
  return <tr className={cn("transition-colors duration-100", className)} {...props} />;
}

export function Th({ className, scope = "col", ...props }: ComponentProps<"th">) {
  return <th scope={scope} className={cn("h-9 px-4 font-medium whitespace-nowrap", className)} {...props} />;
}

/** The heading of a column of buttons, visible to assistive technology only. */
export function ThActions({ className }: { className?: string }) {
  return (
    <Th className={className}>
      <span className="sr-only">Actions</span>
    </Th>
  );
}

export function Td({ className, ...props }: ComponentProps<"td">) {
  return <td className={cn("px-4 py-3 align-middle", className)} {...props} />;
}
