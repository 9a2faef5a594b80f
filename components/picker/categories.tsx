"use client";

import { cn } from "@/components/cn";
import { Select } from "@/components/ui/select";

export type PickerCategory = { name: string; total: number; chosen: number };

type PickerCategoriesProps = {
  categories: PickerCategory[];
  category: string | null;
  onCategory: (category: string | null) => void;
};

const ALL = "All products";

/** The products, with selected and total counts: a column next to the list, or a select above it on narrow screens. */
export function PickerCategories({ categories, category, onCategory }: PickerCategoriesProps) {
  const entries = [
    { value: null, ...sumOf(categories) },
    ...categories.map((entry) => ({ value: entry.name, ...entry })),
  ];
  return (
    <>
      <div className="border-b px-5 py-3 sm:hidden">
        <Select
          aria-label="Products"
          value={category ?? ""}
          onChange={(event) => onCategory(event.target.value || null)}
        >
          {entries.map(({ value, name, chosen, total }) => (
            <option key={name} value={value ?? ""}>
              {name} ({chosen} / {total})
            </option>
          ))}
        </Select>
      </div>
      <ul
        aria-label="Products"
        className="hidden w-64 shrink-0 space-y-0.5 overflow-y-auto border-r bg-canvas p-2 sm:block"
      >
        {entries.map(({ value, ...entry }) => (
          <li key={entry.name}>
            <CategoryButton {...entry} current={value === category} onClick={() => onCategory(value)} />
          </li>
        ))}
      </ul>
    </>
  );
}

function sumOf(categories: PickerCategory[]): PickerCategory {
  const total = categories.reduce((sum, entry) => sum + entry.total, 0);
  const chosen = categories.reduce((sum, entry) => sum + entry.chosen, 0);
  return { name: ALL, total, chosen };
}

type CategoryButtonProps = PickerCategory & { current: boolean; onClick: () => void };

function CategoryButton({ name, total, chosen, current, onClick }: CategoryButtonProps) {
  return (
    <button
      type="button"
      aria-current={current || undefined}
      aria-label={`${name}, ${chosen} of ${total} selected`}
      onClick={onClick}
      className={cn(
        "flex min-h-8 w-full items-center gap-2.5 rounded-md px-2.5 py-1 text-left -outline-offset-2 transition-colors duration-100",
        current ? "bg-accent-soft font-medium text-ink" : "text-ink-soft hover:bg-hover hover:text-ink",
      )}
    >
      <span
        aria-hidden
        className={cn("size-2 shrink-0 rounded-full", chosen > 0 ? "bg-accent" : "bg-line-strong/60")}
      />
      <span className="min-w-0 grow truncate" title={name}>
        {name}
      </span>
      <span className="shrink-0 text-xs text-ink-faint">
        <span className={cn(chosen > 0 && "font-semibold text-link")}>{chosen}</span> / {total}
      </span>
    </button>
  );
}
