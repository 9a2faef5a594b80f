import { allEvents, type CatalogEvent } from "@/lib/catalog/events";
import {
  hasWord,
  indexWords,
  nearness,
  type Phrases,
  phrasesOf,
  type Query,
  readQuery,
  sortByRank,
} from "@/lib/catalog/matching";

type Entry = Phrases & { event: CatalogEvent; words: string };

let index: readonly Entry[] | undefined;

/**
 * The event types that match a query, best first: exact ID, then by their nearness to the query. Every word must match
 * somewhere: in the ID, title, product, or the IDs of the scopes it needs. A word matches at the beginning of a word, or
 * anywhere in the ID. Without words, all events. Safe for text of any content and length.
 */
export function searchEvents(text: string): CatalogEvent[] {
  const query = readQuery(text);
  if (query.words.length === 0) return [...allEvents()];
  index ??= allEvents().map(toEntry);
  return sortByRank(index, (entry) => rank(entry, query)).map(({ event }) => event);
}

function toEntry(event: CatalogEvent): Entry {
  const words = indexWords(event.id, event.title, event.product, ...event.scopes);
  return { event, ...phrasesOf(event), words };
}

function rank(entry: Entry, query: Query): number | undefined {
  const { event, words } = entry;
  if (!query.words.every((word) => event.id.includes(word) || hasWord(words, word))) return undefined;
  return event.id === query.whole ? 0 : 1 + nearness(entry, query);
}
