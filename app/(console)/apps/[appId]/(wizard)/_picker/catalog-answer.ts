/** A catalog search result for a picker: the items sent, and how many there are in total. */
export type CatalogAnswer<Item> = {
  /** Every product, with the number of items found in it. */
  categories: { name: string; found: number }[];
  groups: { name: string; items: Item[] }[];
  /** The number of items found; `shown`: how many of them are in `groups`. */
  total: number;
  shown: number;
};

export type Hit = { product: string; group?: string };

type Asked<H, Item> = {
  /** The chosen product; null for all. */
  product: string | null;
  /** The names of all products, in display order. */
  products: readonly string[];
  /** The most items sent while no product is chosen; a chosen product is sent whole. */
  most: number;
  toItem: (hit: H) => Item;
};

/**
 * Groups hits, best first, for a picker, and counts them per product, sent or not. Group names include the
 * product if several are shown.
 */
export function answerOf<H extends Hit, Item>(hits: readonly H[], asked: Asked<H, Item>): CatalogAnswer<Item> {
  const found = asked.product === null ? hits : hits.filter((hit) => hit.product === asked.product);
  const sent = asked.product === null ? found.slice(0, asked.most) : found;
  const groups = new Map<string, Item[]>();
  for (const hit of sent) {
    const name = groupName(hit, asked.product);
    groups.set(name, [...(groups.get(name) ?? []), asked.toItem(hit)]);
  }
  const counts = countsOf(hits);
  return {
    categories: asked.products.map((name) => ({ name, found: counts.get(name) ?? 0 })),
    groups: [...groups].map(([name, items]) => ({ name, items })),
    total: found.length,
    shown: sent.length,
  };
}

function groupName({ product, group }: Hit, chosen: string | null): string {
  if (group === undefined) return product;
  return chosen === null ? `${product} · ${group}` : group;
}

/** The products of these items with their counts, in order of first occurrence. */
export function countsOf(items: readonly Hit[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { product } of items) counts.set(product, (counts.get(product) ?? 0) + 1);
  return counts;
}

/** A sentence that says whom to ask for a missing privilege. `managers`: their names, may be empty. */
export function whoCanGrant(managers: readonly string[]): string {
  if (managers.length === 0) return "Ask an account owner.";
  const last = managers.at(-1);
  return `Ask ${managers.length > 1 ? `${managers.slice(0, -1).join(", ")} or ${last}` : last}.`;
}
