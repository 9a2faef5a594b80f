"use client";

import { Command } from "cmdk";
import { Check, Search } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { cn } from "@/components/cn";
import { Spinner } from "@/components/ui/spinner";
import type { AppOwner } from "@/lib/condition/owners";
import { useOwners } from "./use-owners";

type Props = {
  /** What was typed to open the search. */
  typed: string;
  chosen: AppOwner | null;
  onChoose: (userId: string) => void;
};

/** Searches the owners on the server. The list at hand stays visible, but can't be chosen from, until the next one is there. */
export function OwnerSearch({ typed, chosen, onChoose }: Props) {
  const id = useId();
  const [list, setList] = useState<HTMLElement | null>(null);
  const [text, setText] = useState(typed);
  const { asked, owners, problem } = useOwners(text);
  const pending = asked !== text;
  const [active, setActive] = useActive(owners);
  const optionId = (ownerId: string) => `${id}-${ownerId}`;
  return (
    <Command
      label="Owners"
      shouldFilter={false}
      vimBindings={false}
      loop
      value={active ?? ""}
      onValueChange={setActive}
    >
      <SearchInput
        text={text}
        onText={setText}
        pending={pending}
        active={active && optionId(active)}
        listId={list?.id}
      />
      <Command.List
        ref={setList}
        label="Owners"
        aria-busy={pending}
        className={cn(
          "max-h-72 overflow-y-auto overscroll-contain",
          pending && "opacity-60",
          owners.length > 0 && "p-1",
        )}
      >
        {owners.map((owner) => (
          <Command.Item key={owner.id} asChild value={owner.id} onSelect={() => pending || onChoose(owner.id)}>
            {/* cmdk's own ID would be unknown to the input. */}
            <div id={optionId(owner.id)} className={option}>
              <span className="min-w-0 truncate">{owner.name}</span>
              {owner.id === chosen?.id && <Check aria-label="chosen" className="ml-auto size-4 text-ink-faint" />}
            </div>
          </Command.Item>
        ))}
      </Command.List>
      <p role="status" className="text-ink-soft not-empty:p-3">
        {problem ?? (owners.length > 0 ? "" : pending ? "Searching…" : "No one found")}
      </p>
    </Command>
  );
}

const option = cn(
  "flex min-h-8 cursor-default items-center gap-2 rounded-sm px-2 py-1 select-none pointer-coarse:min-h-11",
  "data-[selected=true]:bg-hover [&_svg]:shrink-0",
);

/** The ID of the option that Enter chooses: the first of every new list, until an arrow key or the pointer moves it. */
function useActive(owners: AppOwner[]) {
  const [list, setList] = useState(owners);
  const [active, setActive] = useState(owners[0]?.id);
  if (list !== owners) {
    setList(owners);
    setActive(owners[0]?.id);
  }
  return [active, setActive] as const;
}

type InputProps = {
  text: string;
  onText: (text: string) => void;
  pending: boolean;
  active: string | undefined;
  listId: string | undefined;
};

function SearchInput({ text, onText, pending, active, listId }: InputProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  return (
    <div className="relative border-b focus-within:border-focus">
      <span className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-ink-faint">
        {pending ? <Spinner /> : <Search aria-hidden className="size-4" />}
      </span>
      {/* Not Command.Input, which names the active option only after an arrow key. */}
      <input
        ref={input}
        role="combobox"
        aria-label="Search owners"
        aria-expanded
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={active}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => onText(event.target.value)}
        placeholder="Search owners"
        className="h-9 w-full bg-transparent pr-3 pl-9 text-base outline-none pointer-coarse:h-11 pointer-coarse:text-lg"
      />
    </div>
  );
}
