import { type CatalogEvent, type CatalogScope, catalog } from "@/lib/catalog";

export type { CatalogScope } from "@/lib/catalog";

const scopesById = new Map(catalog.scopes.map((scope) => [scope.id, scope]));
const eventsByScope = groupEvents(catalog.events);

/** Every scope of the catalogue, in the order in which people see them. Never shipped whole to a browser. */
export const allScopes = (): readonly CatalogScope[] => catalog.scopes;

/** The scope with this id, or undefined when this release of the catalogue has none. */
export const findScope = (id: string): CatalogScope | undefined => scopesById.get(id);

/** The names of the products that have scopes, each with how many, in the order in which people see them. */
export function productsOfScopes(): { product: string; total: number }[] {
  const totals = new Map<string, number>();
  for (const { product } of catalog.scopes) totals.set(product, (totals.get(product) ?? 0) + 1);
  return [...totals].map(([product, total]) => ({ product, total }));
}

/** The events that this scope opens, alone or as one of several. */
export const eventsOfScope = (id: string): readonly CatalogEvent[] => eventsByScope.get(id) ?? [];

function groupEvents(events: readonly CatalogEvent[]): Map<string, CatalogEvent[]> {
  const grouped = new Map<string, CatalogEvent[]>();
  for (const event of events) {
    for (const id of event.scopes) grouped.set(id, [...(grouped.get(id) ?? []), event]);
  }
  return grouped;
}
