"use client";

import { Check } from "lucide-react";
import * as Dropdown from "radix-ui/dropdown-menu";
import type { ComponentProps } from "react";
import { cn } from "@/components/cn";

const row = cn(
  "flex h-8 items-center gap-2 rounded-sm px-2 text-base outline-none select-none pointer-coarse:h-11",
  "data-highlighted:bg-hover data-disabled:cursor-not-allowed data-disabled:text-ink-faint",
  "[&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-faint",
);

/** A non-modal menu: the page behind it stays usable. */
export function Menu(props: ComponentProps<typeof Dropdown.Root>) {
  return <Dropdown.Root modal={false} {...props} />;
}

/** Opens the menu; with `asChild`, the only child (a Button) does. */
export const MenuTrigger = Dropdown.Trigger;

/** The open menu, aligned to the end of its trigger by default. */
export function MenuContent({ className, align = "end", ...props }: ComponentProps<typeof Dropdown.Content>) {
  return (
    <Dropdown.Portal>
      <Dropdown.Content
        align={align}
        sideOffset={4}
        collisionPadding={8}
        className={cn(
          "z-60 max-h-(--radix-dropdown-menu-content-available-height) max-w-[calc(100vw-1rem)] min-w-44 overflow-y-auto",
          "animate-rise rounded-lg border bg-raised p-1 shadow-overlay",
          className,
        )}
        {...props}
      />
    </Dropdown.Portal>
  );
}

/** An action; with `asChild`, a link. Selecting it calls `onSelect` and closes the menu. */
export function MenuItem({ danger, className, ...props }: ComponentProps<typeof Dropdown.Item> & { danger?: boolean }) {
  return (
    <Dropdown.Item
      className={cn(row, danger && "text-bad data-highlighted:bg-bad-soft [&_svg]:text-bad", className)}
      {...props}
    />
  );
}

/** One of several exclusive values; goes inside a MenuRadioGroup. */
export function MenuRadioItem({ className, children, ...props }: ComponentProps<typeof Dropdown.RadioItem>) {
  return (
    <Dropdown.RadioItem className={cn(row, className)} {...props}>
      {children}
      <Dropdown.ItemIndicator className="ml-auto pl-4">
        <Check aria-hidden />
      </Dropdown.ItemIndicator>
    </Dropdown.RadioItem>
  );
}

/** Contains MenuRadioItems; `value` is the selected one. */
export const MenuRadioGroup = Dropdown.RadioGroup;

export function MenuSeparator({ className }: { className?: string }) {
  return <Dropdown.Separator className={cn("-mx-1 my-1 h-px bg-line", className)} />;
}

export function MenuLabel({ className, ...props }: ComponentProps<typeof Dropdown.Label>) {
  return <Dropdown.Label className={cn("px-2 py-1.5 text-xs font-medium text-ink-faint", className)} {...props} />;
}
