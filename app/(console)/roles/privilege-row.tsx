"use client";

import { useId } from "react";
import { cn } from "@/components/cn";
import { nameWords } from "../_effect/effect-words";
import type { PrivilegeFacts } from "../_rights/privilege-facts";
import type { Choice } from "./choosing-rights";

export const choices: { choice: Choice; label: string }[] = [
  { choice: "none", label: "None" },
  { choice: "view", label: "View" },
  { choice: "edit", label: "Edit" },
];

/** The grid columns that all rows and the head share. */
export const columns =
  "grid grid-cols-[minmax(0,1fr)_repeat(3,2.75rem)] items-center px-4 sm:grid-cols-[minmax(0,1fr)_repeat(3,4rem)]";

type PrivilegeRowProps = {
  facts: PrivilegeFacts;
  chosen: Choice;
  isGrantable: (choice: Choice) => boolean;
  /** Without it, the row is read-only. */
  onChoose?: ((choice: Choice) => void) | undefined;
};

/** A radio group named after the privilege and described by what that opens. */
export function PrivilegeRow({ facts, chosen, isGrantable, onChoose }: PrivilegeRowProps) {
  const id = useId();
  const whyNot = onChoose ? reason(isGrantable) : null;
  return (
    <div
      role="radiogroup"
      aria-labelledby={`${id}-name`}
      aria-describedby={`${id}-about`}
      className={cn(columns, "transition-colors duration-100 hover:bg-canvas")}
    >
      <div className="min-w-0 py-2 pr-3">
        <p id={`${id}-name`} className="font-medium">
          {facts.privilege}
        </p>
        <p id={`${id}-about`} className="text-sm text-ink-soft">
          {aboutWords(facts)}
          {whyNot && <strong className="font-medium text-warn"> {whyNot}</strong>}
        </p>
      </div>
      {choices.map(({ choice, label }) => (
        <label key={choice} className="grid min-h-11 cursor-pointer place-items-center has-disabled:cursor-not-allowed">
          <input
            type="radio"
            name={`${id}-choice`}
            aria-label={label}
            value={choice}
            checked={chosen === choice}
            disabled={onChoose ? !isGrantable(choice) : chosen !== choice}
            onChange={() => onChoose?.(choice)}
            className={radio}
          />
        </label>
      ))}
    </div>
  );
}

const radio = cn(
  "size-4.5 cursor-pointer appearance-none rounded-full border border-line-strong bg-surface pointer-coarse:size-5.5",
  "transition-colors duration-100 hover:border-ink-soft checked:border-[5px] checked:border-accent checked:bg-on-accent checked:hover:border-accent-hover",
  "disabled:cursor-not-allowed disabled:border-line disabled:bg-sunken",
);

function reason(isGrantable: PrivilegeRowProps["isGrantable"]): string | null {
  if (isGrantable("edit")) return null;
  return isGrantable("view") ? "You hold View only, and cannot grant more." : "You don’t hold it, and cannot grant it.";
}

/** `People here. 16 scopes with View, 32 with Edit: User and Contacts.` */
function aboutWords({ governs, level, products, scopes: { view, edit } }: PrivilegeFacts): string {
  const kind = level === "admin" ? "scopes" : `${level}-level scopes`;
  const steps = view === edit ? `${edit} ${kind}` : `${view} ${kind} with View, ${edit} with Edit`;
  const opened = view === 0 ? `${edit} ${kind} with Edit` : steps;
  const of = products.length > 0 ? `: ${nameWords(products, 3)}` : "";
  return `${governs ? `${governs} here. ` : ""}${opened}${of}.`;
}
