"use client";

import { ChevronRight } from "lucide-react";
import { memo } from "react";
import { cn } from "@/components/cn";
import { type PickerItem, PickerRow } from "@/components/picker/row";
import { Checkbox } from "@/components/ui/checkbox";

export type PickerGroupData = { name: string; items: PickerItem[] };

type PickerGroupProps = {
  group: PickerGroupData;
  selected: ReadonlySet<string>;
  unfolded: boolean;
  onFold: (name: string) => void;
  onToggle: (id: string, on: boolean) => void;
  onToggleGroup: (ids: string[], on: boolean) => void;
};

/** A group that unfolds to its items. Its checkbox selects or clears every item that may be changed. */
export const PickerGroup = memo(function PickerGroup({ group, selected, unfolded, onFold, ...act }: PickerGroupProps) {
  const chosen = group.items.filter((item) => selected.has(item.id)).length;
  const free = group.items
    .filter((item) => item.locked === undefined && item.fixed === undefined)
    .map((item) => item.id);
  return (
    <section aria-label={group.name} className="border-b last:border-b-0">
      <div className="sticky top-0 z-10 flex items-center gap-3 bg-raised px-5">
        <Checkbox
          tabIndex={-1}
          aria-label={`Select all of ${group.name}`}
          checked={share(free, selected)}
          disabled={free.length === 0}
          onCheckedChange={(checked) => act.onToggleGroup(free, checked === true)}
        />
        <button
          type="button"
          tabIndex={-1}
          data-fold
          aria-expanded={unfolded}
          onClick={() => onFold(group.name)}
          className="flex min-h-11 min-w-0 grow items-center gap-3 text-left"
        >
          <span className="min-w-0 grow font-semibold break-words">{group.name}</span>
          <span className="shrink-0 text-xs text-ink-faint">
            {chosen} / {group.items.length}
          </span>
          <ChevronRight
            aria-hidden
            className={cn("size-4 shrink-0 text-ink-faint transition-transform duration-100", unfolded && "rotate-90")}
          />
        </button>
      </div>
      {unfolded && (
        <ul className="pb-2">
          {group.items.map((item) => (
            <PickerRow key={item.id} item={item} on={selected.has(item.id)} onToggle={act.onToggle} />
          ))}
        </ul>
      )}
    </section>
  );
});

function share(ids: string[], selected: ReadonlySet<string>): boolean | "indeterminate" {
  const chosen = ids.filter((id) => selected.has(id)).length;
  if (chosen === 0) return false;
  return chosen === ids.length ? true : "indeterminate";
}
