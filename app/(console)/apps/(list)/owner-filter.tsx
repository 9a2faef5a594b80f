"use client";

import { ChevronDown, X } from "lucide-react";
import { Content, Portal, Root, Trigger } from "radix-ui/popover";
import { type KeyboardEvent, useState } from "react";
import { cn } from "@/components/cn";
import { OnDemand, onDemand } from "@/components/on-demand";
import { IconButton } from "@/components/ui/icon-button";
import type { AppOwner } from "@/lib/condition/owners";

const search = onDemand(() => import("./owner-search").then(({ OwnerSearch }) => OwnerSearch));

type Props = { owner: AppOwner | null; onOwner: (userId: string | null) => void };

/** Filters by owner: a button that opens a search of the account's app owners. */
export function OwnerFilter({ owner, onOwner }: Props) {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");

  function change(opens: boolean, text = "") {
    setTyped(text);
    setOpen(opens);
  }

  /** Arrow keys open the search, and so does the beginning of a name. Space and Enter click the button. */
  function press(event: KeyboardEvent) {
    const isLetter = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!isLetter && event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    change(true, isLetter ? event.key : "");
  }

  function choose(userId: string) {
    change(false);
    onOwner(userId);
  }

  return (
    <Root open={open} onOpenChange={change}>
      <div className="relative min-w-0 grow basis-40 sm:max-w-56">
        <Trigger
          role="combobox"
          aria-label="Owner"
          onKeyDown={press}
          {...search.ahead}
          className="control h-9 w-full truncate pr-9 pl-3 text-left text-base pointer-coarse:h-11 pointer-coarse:text-lg"
        >
          {owner?.name ?? "All owners"}
        </Trigger>
        <End owner={owner} onClear={() => onOwner(null)} />
      </div>
      <Portal>
        <Content
          aria-label="Search owners"
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className={cn(
            "z-60 w-(--radix-popover-trigger-width) max-w-[calc(100vw-1rem)] min-w-56 animate-rise",
            "overflow-hidden rounded-lg border bg-raised shadow-overlay",
          )}
        >
          <OnDemand
            part={search}
            until={<p className="p-3 text-ink-soft">Loading…</p>}
            typed={typed}
            chosen={owner}
            onChoose={choose}
          />
        </Content>
      </Portal>
    </Root>
  );
}

/** The end of the control: clears the filter if it is set. */
function End({ owner, onClear }: { owner: AppOwner | null; onClear: () => void }) {
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
