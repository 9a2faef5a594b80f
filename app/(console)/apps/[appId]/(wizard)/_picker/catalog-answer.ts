/** What a search of a catalogue sends to a picker: never more than `most` of what was found, and how much there is. */
export type CatalogAnswer<Item> = {
  /** Every product, with how much there is of it in all, and whether any of that was found. */
  categories: (Product & { found: boolean })[];
  groups: { name: string; items: Item[] }[];
  /** How many items were found, and how many of them are in `groups`. */
  total: number;
  shown: number;
};

export type Product = { name: string; total: number };

export type Hit = { product: string; group?: string };

type Asked<H, Item> = {
  /** The chosen product, null for all of them. */
  product: string | null;
  /** Every product, in the order in which people see them. */
  products: readonly Product[];
  /** How many items are sent while no product is chosen; of a chosen one all are. */
  most: number;
  toItem: (hit: H) => Item;
};

/**
 * Folds hits, best first, into groups for a picker, and says in which products there are any - also those that are not
 * sent. A group is named by its product where several are shown.
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

/** The products of these things, each with how many there are, in the order in which they first occur. */
export function productsOf(things: readonly Hit[]): Product[] {
  const totals = new Map<string, number>();
  for (const { product } of things) totals.set(product, (totals.get(product) ?? 0) + 1);
  return [...totals].map(([name, total]) => ({ name, total }));
}

/** Whom to ask for a missing privilege, as a sentence. */
export function whoCanGrant(managers: readonly string[]): string {
  if (managers.length === 0) return "Ask an account owner.";
  const last = managers.at(-1);
  return `Ask ${managers.length > 1 ? `${managers.slice(0, -1).join(", ")} or ${last}` : last}.`;
}
