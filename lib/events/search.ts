import { allEvents, type CatalogEvent } from "@/lib/catalog/events";
import { hasWord, indexWords, type Query, readQuery, sortByRank } from "@/lib/catalog/matching";

type Entry = { event: CatalogEvent; titleWords: string; words: string };

let index: readonly Entry[] | undefined;

/**
 * The event types that fit a query, best first: the one of that very id, ids that begin with it, titles that hold every
 * word, then whatever else holds every word - in its id, title, product, or the ids of the scopes it needs. A word fits
 * as the beginning of a word or anywhere in the id. Without words, all of them. Any text of any length is harmless.
 */
export function searchEvents(text: string): CatalogEvent[] {
  const query = readQuery(text);
  if (query.words.length === 0) return [...allEvents()];
  index ??= allEvents().map(toEntry);
  return sortByRank(index, (entry) => rank(entry, query)).map(({ event }) => event);
}

function toEntry(event: CatalogEvent): Entry {
  const words = indexWords(event.id, event.title, event.product, ...event.scopes);
  return { event, titleWords: indexWords(event.title), words };
}

function rank({ event, titleWords, words }: Entry, query: Query): number | undefined {
  if (!query.words.every((word) => event.id.includes(word) || hasWord(words, word))) return undefined;
  if (event.id === query.whole) return 0;
  if (event.id.startsWith(query.whole)) return 1;
  return query.words.every((word) => hasWord(titleWords, word)) ? 2 : 3;
}
