import { type CatalogEvent, type CatalogScope, catalog } from "@/lib/catalog";

export type { CatalogScope } from "@/lib/catalog";

const scopesById = new Map(catalog.scopes.map((scope) => [scope.id, scope]));
const eventsByScope = groupEvents(catalog.events);

/** Every scope of the catalog, in display order. Never sent to a browser as a whole. */
export const allScopes = (): readonly CatalogScope[] => catalog.scopes;

/** The scope with this id; undefined if this release of the catalog has none. */
export const findScope = (id: string): CatalogScope | undefined => scopesById.get(id);

/** The products that have scopes, each with its number of scopes, in display order. */
export function productsOfScopes(): { product: string; total: number }[] {
  const totals = new Map<string, number>();
  for (const { product } of catalog.scopes) totals.set(product, (totals.get(product) ?? 0) + 1);
  return [...totals].map(([product, total]) => ({ product, total }));
}

/** The events this scope allows, alone or as one of several. */
export const eventsOfScope = (id: string): readonly CatalogEvent[] => eventsByScope.get(id) ?? [];

function groupEvents(events: readonly CatalogEvent[]): Map<string, CatalogEvent[]> {
  const grouped = new Map<string, CatalogEvent[]>();
  for (const event of events) {
    for (const id of event.scopes) grouped.set(id, [...(grouped.get(id) ?? []), event]);
  }
  return grouped;
}
