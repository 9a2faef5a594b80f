import { type CatalogEvent, catalog } from "@/lib/catalog";

export type { CatalogEvent } from "@/lib/catalog";

const eventsById = new Map(catalog.events.map((event) => [event.id, event]));

/** Every event type of the catalogue, in the order in which people see them. */
export const allEvents = (): readonly CatalogEvent[] => catalog.events;

/** The event type with this id, or undefined when this release of the catalogue has none. */
export const findEvent = (id: string): CatalogEvent | undefined => eventsById.get(id);
