"use client";

import { ChevronDown, X } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { cn } from "@/components/cn";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import type { AppOwner } from "@/lib/condition/owners";
import { useOwners } from "./use-owners";

type Props = { owner: AppOwner | null; onOwner: (userId: string | null) => void };

/** Filters by owner: a combobox that lists the people whose name matches. Cleared, it shows everyone's apps. */
export function OwnerFilter({ owner, onOwner }: Props) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);
  const { owners, problem } = useOwners(open, text);
  const shown = open ? owners : [];
  const optionId = (index: number) => `${id}-${index}`;

  function close() {
    setOpen(false);
    setText("");
    setActive(0);
  }

  function choose(chosen: AppOwner | undefined) {
    if (!chosen) return;
    close();
    onOwner(chosen.id);
  }

  function press(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setOpen(true);
      setActive((active + step + Math.max(1, shown.length)) % Math.max(1, shown.length));
    } else if (event.key === "Enter") choose(shown[active]);
    else if (event.key === "Escape") close();
  }

  return (
    <div className="relative min-w-0 grow basis-40 sm:max-w-56">
      <Input
        role="combobox"
        aria-label="Owner"
        aria-expanded={open}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={shown[active] ? optionId(active) : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder="All owners"
        className="pr-9"
        value={open ? text : (owner?.name ?? "")}
        onFocus={(event) => event.target.select()}
        onClick={() => setOpen(true)}
        onBlur={close}
        onKeyDown={press}
        onChange={(event) => {
          setOpen(true);
          setActive(0);
          setText(event.target.value);
        }}
      />
      <Ending owner={owner} onClear={() => onOwner(null)} />
      {open && (
        <Options id={id} owners={shown} active={active} optionId={optionId} onChoose={choose}>
          {problem ?? (shown.length === 0 && "No owner of that name")}
        </Options>
      )}
    </div>
  );
}

/** The end of the box: a button that clears the chosen owner, otherwise a chevron. */
function Ending({ owner, onClear }: { owner: AppOwner | null; onClear: () => void }) {
  if (owner) {
    return (
      <span className="absolute top-1/2 right-0.5 -translate-y-1/2">
        <IconButton label="Show all owners" icon={<X />} onClick={onClear} />
      </span>
    );
  }
  return (
    <ChevronDown
      aria-hidden
      className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-ink-faint"
    />
  );
}

const intoView = (option: HTMLElement | null) => option?.scrollIntoView({ block: "nearest" });

type OptionsProps = {
  id: string;
  owners: AppOwner[];
  active: number;
  optionId: (index: number) => string;
  onChoose: (owner: AppOwner) => void;
  children?: ReactNode;
};

function Options({ id, owners, active, optionId, onChoose, children }: OptionsProps) {
  return (
    <div className="absolute z-50 mt-1 w-full min-w-56 rounded-lg border bg-raised p-1 shadow-overlay">
      <div id={id} role="listbox" aria-label="Owners" className="max-h-72 overflow-y-auto">
        {owners.map((owner, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox handles the keys.
          // biome-ignore lint/a11y/useFocusableInteractive: the combobox keeps the focus.
          <div
            key={owner.id}
            id={optionId(index)}
            ref={index === active ? intoView : undefined}
            role="option"
            aria-selected={index === active}
            className={cn("truncate rounded-sm px-2 py-1.5 hover:bg-hover", index === active && "bg-hover")}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(owner)}
          >
            {owner.name}
          </div>
        ))}
      </div>
      {children && <p className="px-2 py-1.5 text-ink-soft">{children}</p>}
    </div>
  );
}
