/** Changes to the held items: each ID with whether it is wanted. */
export type Picks = ReadonlyMap<string, boolean>;

export const noPicks: Picks = new Map();

/** The picks after these IDs were checked or unchecked; an ID back in its held state is no pick. */
export function withPick(picks: Picks, held: ReadonlySet<string>, ids: readonly string[], on: boolean): Picks {
  const next = new Map(picks);
  for (const id of ids) {
    if (held.has(id) === on) next.delete(id);
    else next.set(id, on);
  }
  return next;
}

/** The IDs that will be held once the picks are saved. */
export function selectionOf(held: ReadonlySet<string>, picks: Picks): Set<string> {
  const kept = [...held].filter((id) => picks.get(id) !== false);
  return new Set([...kept, ...addedBy(picks)]);
}

export const addedBy = (picks: Picks): string[] => [...picks].flatMap(([id, on]) => (on ? [id] : []));

export const removedBy = (picks: Picks): string[] => [...picks].flatMap(([id, on]) => (on ? [] : [id]));

type Category = { name: string; found: number };

/** The categories to show: those with hits or selected items, and the current one. */
export function withChosen(
  categories: readonly Category[],
  current: string | null,
  selected: ReadonlySet<string>,
  productOf: (id: string) => string | undefined,
): (Category & { chosen: number })[] {
  const chosen = new Map<string, number>();
  for (const id of selected) {
    const product = productOf(id);
    if (product !== undefined) chosen.set(product, (chosen.get(product) ?? 0) + 1);
  }
  return categories
    .filter(({ name, found }) => found > 0 || chosen.has(name) || name === current)
    .map((category) => ({ ...category, chosen: chosen.get(category.name) ?? 0 }));
}
