"use client";

import { cn } from "@/components/cn";
import { Select } from "@/components/ui/select";

/** `found`: how many of its items match the search; all of them without one. */
export type PickerCategory = { name: string; found: number; chosen: number };

type PickerCategoriesProps = {
  categories: PickerCategory[];
  category: string | null;
  onCategory: (category: string | null) => void;
  /** Something is searched for: the counts are those of the matches alone. */
  searching: boolean;
};

const ALL = "All products";

/** The products, with selected and total counts, or those of a search's matches: a column next to the list, or a select above it on narrow screens. */
export function PickerCategories({ categories, category, onCategory, searching }: PickerCategoriesProps) {
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
          {entries.map(({ value, name, chosen, found }) => (
            <option key={name} value={value ?? ""}>
              {name} ({searching ? found : `${chosen} / ${found}`})
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
            <CategoryButton
              {...entry}
              searching={searching}
              current={value === category}
              onClick={() => onCategory(value)}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

function sumOf(categories: PickerCategory[]): PickerCategory {
  const found = categories.reduce((sum, entry) => sum + entry.found, 0);
  const chosen = categories.reduce((sum, entry) => sum + entry.chosen, 0);
  return { name: ALL, found, chosen };
}

type CategoryButtonProps = PickerCategory & { searching: boolean; current: boolean; onClick: () => void };

function CategoryButton({ name, found, chosen, searching, current, onClick }: CategoryButtonProps) {
  return (
    <button
      type="button"
      aria-current={current || undefined}
      aria-label={searching ? `${name}, ${found} found, ${chosen} selected` : `${name}, ${chosen} of ${found} selected`}
      onClick={onClick}
      className={cn(
        "flex min-h-8 w-full items-center gap-2.5 rounded-md px-2.5 py-1 text-left -outline-offset-2 transition-colors duration-100",
        current ? "bg-accent-soft font-medium text-ink" : "text-ink-soft hover:bg-hover hover:text-ink",
        searching && found === 0 && "text-ink-faint",
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
        {searching ? (
          found
        ) : (
          <>
            <span className={cn(chosen > 0 && "font-semibold text-link")}>{chosen}</span> / {found}
          </>
        )}
      </span>
    </button>
  );
}
