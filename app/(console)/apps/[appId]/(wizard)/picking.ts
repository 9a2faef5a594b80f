/** What differs from what is held: an id, and whether it is wanted. */
export type Picks = ReadonlyMap<string, boolean>;

export const noPicks: Picks = new Map();

/** The picks after these ids were ticked or cleared; what is as it was held is no pick. */
export function withPick(picks: Picks, held: ReadonlySet<string>, ids: readonly string[], on: boolean): Picks {
  const next = new Map(picks);
  for (const id of ids) {
    if (held.has(id) === on) next.delete(id);
    else next.set(id, on);
  }
  return next;
}

/** What would be held once the picks are saved. */
export function selectionOf(held: ReadonlySet<string>, picks: Picks): Set<string> {
  const kept = [...held].filter((id) => picks.get(id) !== false);
  return new Set([...kept, ...addedBy(picks)]);
}

export const addedBy = (picks: Picks): string[] => [...picks].flatMap(([id, on]) => (on ? [id] : []));

export const removedBy = (picks: Picks): string[] => [...picks].flatMap(([id, on]) => (on ? [] : [id]));

/** The categories with how much of each is selected. */
export function withChosen(
  categories: readonly { name: string; total: number }[],
  selected: ReadonlySet<string>,
  productOf: (id: string) => string | undefined,
): { name: string; total: number; chosen: number }[] {
  const chosen = new Map<string, number>();
  for (const id of selected) {
    const product = productOf(id);
    if (product !== undefined) chosen.set(product, (chosen.get(product) ?? 0) + 1);
  }
  return categories.map((category) => ({ ...category, chosen: chosen.get(category.name) ?? 0 }));
}
