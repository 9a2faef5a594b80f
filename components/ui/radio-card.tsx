"use client";

import { Indicator, Item, Root } from "radix-ui/radio-group";
import { type ReactNode, useId } from "react";
import { cn } from "@/components/cn";
import { Badge } from "./badge";

type RadioCardOption = {
  value: string;
  title: string;
  description: ReactNode;
  disabled?: boolean;
  badge?: string;
};

type RadioCardsProps = {
  name: string;
  value: string;
  onValueChange: (value: string) => void;
  options: RadioCardOption[];
  /** Accessible name of the group. */
  label?: string;
  className?: string;
};

/** A radio group whose options each have a description. An option's accessible name is exactly its title. */
export function RadioCards({ name, value, onValueChange, options, label, className }: RadioCardsProps) {
  return (
    <Root
      name={name}
      value={value}
      onValueChange={onValueChange}
      aria-label={label}
      className={cn("grid gap-3", className)}
    >
      {options.map((option) => (
        <RadioCard key={option.value} {...option} />
      ))}
    </Root>
  );
}

function RadioCard({ value, title, description, disabled, badge }: RadioCardOption) {
  const id = useId();
  return (
    <Item
      value={value}
      disabled={disabled}
      aria-labelledby={`${id}-title`}
      aria-describedby={badge ? `${id}-description ${id}-badge` : `${id}-description`}
      className={cn(
        "flex items-start gap-3 rounded-lg border border-line-strong bg-surface p-4 text-left transition-colors duration-100",
        "hover:border-ink-soft data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft",
        "disabled:cursor-not-allowed disabled:border-line disabled:bg-sunken",
      )}
    >
      <span className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border border-line-strong bg-surface">
        <Indicator className="size-2 rounded-full bg-accent" />
      </span>
      <span className="min-w-0 grow">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span id={`${id}-title`} className="font-semibold">
            {title}
          </span>
          {badge && <Badge id={`${id}-badge`}>{badge}</Badge>}
        </span>
        <span id={`${id}-description`} className="mt-1 block text-ink-soft">
          {description}
        </span>
      </span>
    </Item>
  );
}
