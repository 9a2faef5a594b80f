"use client";

import { useState } from "react";
import { cn } from "@/components/cn";
import { PickerGroup, type PickerGroupData } from "@/components/picker/group";
import { useArrowKeys } from "@/components/picker/use-arrow-keys";
import { useStable } from "@/components/picker/use-stable";
import { Skeleton } from "@/components/ui/skeleton";

type PickerListProps = {
  groups: PickerGroupData[];
  selected: ReadonlySet<string>;
  onToggle: (id: string, on: boolean) => void;
  onToggleGroup: (ids: string[], on: boolean) => void;
  /** Whether groups start unfolded. */
  unfolded: boolean;
  loading: boolean;
  emptyText: string;
};

/** The groups of a picker. One tab stop; up, down, Home and End move inside, left and right fold and unfold. */
export function PickerList({ groups, selected, unfolded, loading, emptyText, ...act }: PickerListProps) {
  const keys = useArrowKeys();
  const [exceptions, fold] = useExceptions(unfolded);
  const onToggle = useStable(act.onToggle);
  const onToggleGroup = useStable(act.onToggleGroup);
  if (groups.length === 0)
    return <div className="grow p-5">{loading ? <Waiting /> : <Nothing text={emptyText} />}</div>;
  return (
    <div
      {...keys}
      aria-busy={loading}
      className={cn(
        "relative min-h-0 grow overflow-y-auto overscroll-contain transition-opacity",
        loading && "opacity-60",
      )}
    >
      {groups.map((group) => (
        <PickerGroup
          key={group.name}
          group={group}
          selected={selected}
          unfolded={exceptions.has(group.name) ? !unfolded : unfolded}
          onFold={fold}
          onToggle={onToggle}
          onToggleGroup={onToggleGroup}
        />
      ))}
    </div>
  );
}

/** The groups that were folded or unfolded by hand; reset when `unfolded` changes. */
function useExceptions(unfolded: boolean) {
  const [rule, setRule] = useState(unfolded);
  const [exceptions, setExceptions] = useState<ReadonlySet<string>>(new Set());
  if (rule !== unfolded) {
    setRule(unfolded);
    setExceptions(new Set());
  }
  const fold = useStable((name: string) => setExceptions(toggled(exceptions, name)));
  return [exceptions, fold] as const;
}

function toggled(names: ReadonlySet<string>, name: string): ReadonlySet<string> {
  const others = [...names].filter((other) => other !== name);
  return new Set(names.has(name) ? others : [...others, name]);
}

function Nothing({ text }: { text: string }) {
  return <p className="py-12 text-center text-ink-soft">{text}</p>;
}

function Waiting() {
  return (
    <div aria-busy className="space-y-5">
      {["w-48", "w-64", "w-40", "w-56", "w-44"].map((width) => (
        <div key={width} className="flex gap-3">
          <Skeleton className="size-4 shrink-0" />
          <div className="grow space-y-2">
            <Skeleton className={cn("max-w-full", width)} />
            <Skeleton className="h-3 w-3/4" />
          </div>
        </div>
      ))}
    </div>
  );
}
