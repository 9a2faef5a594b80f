"use client";

import { X } from "lucide-react";
import * as Radix from "radix-ui/dialog";
import type { ReactNode } from "react";
import { cn } from "@/components/cn";
import { IconButton } from "./icon-button";
import { useReturnFocus } from "./return-focus";
import { ScrollRegion } from "./scroll-region";

const widths = { sm: "sm:max-w-md", md: "sm:max-w-xl", lg: "sm:max-w-3xl", xl: "sm:max-w-5xl" };

export type DialogParts = { title: string; description?: ReactNode; children?: ReactNode; footer?: ReactNode };

export type DialogProps = DialogParts & {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** A question to answer first: replaces all other parts in the same dialog, at size `sm`. */
  instead?: DialogParts | null;
  /** On phones `sm` is a bottom sheet; the others fill the screen. */
  size?: "sm" | "md" | "lg" | "xl";
  /** Called instead of focusing the first control. */
  onOpenAutoFocus?: (event: Event) => void;
  /** No padding and no scrolling: the children take care of both. */
  bare?: boolean;
};

/** A modal dialog named by its title. The body scrolls between header and footer; closing restores the focus. */
export function Dialog({ open, onOpenChange, instead, ...rest }: DialogProps) {
  const { title, description, children, footer, size = "md", bare } = instead ? { ...instead, size: "sm" } : rest;
  const onCloseAutoFocus = useReturnFocus(open);
  const described = description ? {} : { "aria-describedby": undefined };
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 flex animate-appear flex-col justify-end bg-scrim sm:justify-center sm:p-8">
          <Radix.Content
            className={cn(
              "relative mx-auto flex w-full min-h-0 flex-col overflow-hidden border bg-raised shadow-overlay outline-none",
              "animate-rise sm:h-auto sm:max-h-full sm:rounded-xl",
              size === "sm" ? "max-h-full rounded-t-xl" : "h-full",
              widths[size],
            )}
            {...(rest.onOpenAutoFocus ? { onOpenAutoFocus: rest.onOpenAutoFocus } : {})}
            onCloseAutoFocus={onCloseAutoFocus}
            {...described}
          >
            <DialogHead title={title} description={description} />
            <DialogBody bare={bare}>{children}</DialogBody>
            {footer && <div className="flex flex-wrap items-center justify-end gap-2 border-t px-5 py-3">{footer}</div>}
            <Radix.Close asChild>
              <IconButton
                label="Close"
                icon={<X />}
                className="absolute top-2.5 right-3 pointer-coarse:top-1.5 pointer-coarse:right-2"
              />
            </Radix.Close>
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  );
}

function DialogHead({ title, description }: { title: string; description?: ReactNode }) {
  return (
    <div className="px-5 pt-4 pr-14 pb-3">
      <Radix.Title className="text-lg font-semibold break-words">{title}</Radix.Title>
      {description && (
        <Radix.Description asChild>
          <div className="mt-1 text-ink-soft">{description}</div>
        </Radix.Description>
      )}
    </div>
  );
}

function DialogBody({ bare, children }: { bare: boolean | undefined; children: ReactNode }) {
  if (!children) return null;
  if (bare) return <div className="flex min-h-0 grow flex-col">{children}</div>;
  return <ScrollRegion className="min-h-0 grow overflow-y-auto px-5 pt-1 pb-5">{children}</ScrollRegion>;
}
