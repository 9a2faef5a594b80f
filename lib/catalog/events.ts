import { type CatalogEvent, catalog } from "@/lib/catalog";

export type { CatalogEvent } from "@/lib/catalog";

const eventsById = new Map(catalog.events.map((event) => [event.id, event]));

/** Every event type of the catalog, in display order. */
export const allEvents = (): readonly CatalogEvent[] => catalog.events;

/** The event type with this id; undefined if this release of the catalog has none. */
export const findEvent = (id: string): CatalogEvent | undefined => eventsById.get(id);
