/** A catalog search result for a picker: the items sent, and how many there are in total. */
export type CatalogAnswer<Item> = {
  /** Every product, with its total number of items and whether any of them was found. */
  categories: (Product & { found: boolean })[];
  groups: { name: string; items: Item[] }[];
  /** The number of items found; `shown`: how many of them are in `groups`. */
  total: number;
  shown: number;
};

export type Product = { name: string; total: number };

export type Hit = { product: string; group?: string };

type Asked<H, Item> = {
  /** The chosen product; null for all. */
  product: string | null;
  /** Every product, in display order. */
  products: readonly Product[];
  /** The most items sent while no product is chosen; a chosen product is sent whole. */
  most: number;
  toItem: (hit: H) => Item;
};

/**
 * Groups hits, best first, for a picker, and marks every product with hits, even if none of them is sent. Group names
 * include the product if several are shown.
 */
export function answerOf<H extends Hit, Item>(hits: readonly H[], asked: Asked<H, Item>): CatalogAnswer<Item> {
  const found = asked.product === null ? hits : hits.filter((hit) => hit.product === asked.product);
  const sent = asked.product === null ? found.slice(0, asked.most) : found;
  const groups = new Map<string, Item[]>();
  for (const hit of sent) {
    const name = groupName(hit, asked.product);
    groups.set(name, [...(groups.get(name) ?? []), asked.toItem(hit)]);
  }
  const withHits = new Set(hits.map((hit) => hit.product));
  return {
    categories: asked.products.map((product) => ({ ...product, found: withHits.has(product.name) })),
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
export function productsOf(things: readonly Hit[]): Product[] {
  const totals = new Map<string, number>();
  for (const { product } of things) totals.set(product, (totals.get(product) ?? 0) + 1);
  return [...totals].map(([name, total]) => ({ name, total }));
}

/** A sentence that says whom to ask for a missing privilege. `managers`: their names, may be empty. */
export function whoCanGrant(managers: readonly string[]): string {
  if (managers.length === 0) return "Ask an account owner.";
  const last = managers.at(-1);
  return `Ask ${managers.length > 1 ? `${managers.slice(0, -1).join(", ")} or ${last}` : last}.`;
}
