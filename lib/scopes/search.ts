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
import { allScopes, type CatalogScope, eventsOfScope } from "@/lib/catalog/scopes";

export type ScopeHit = CatalogScope;

type Entry = Phrases & { scope: CatalogScope; words: string };

let index: readonly Entry[] | undefined;

/**
 * The scopes that match a query, best first: exact ID, exact classic name, beginning of the ID, exact product name, then
 * by their nearness to the query. Every word must match somewhere: in the ID, title, group, product, classic names, or
 * the IDs and titles of events that need it. A word matches at the beginning of a word, or anywhere in the ID. Without words, all scopes. Safe for
 * text of any content and length.
 */
export function searchScopes(text: string): ScopeHit[] {
  const query = readQuery(text);
  if (query.words.length === 0) return [...allScopes()];
  index ??= allScopes().map(toEntry);
  return sortByRank(index, (entry) => rank(entry, query)).map(({ scope }) => scope);
}

function toEntry(scope: CatalogScope): Entry {
  const events = eventsOfScope(scope.id).flatMap(({ id, title }) => [id, title]);
  const words = indexWords(scope.id, scope.title, scope.group, scope.product, ...scope.classic, ...events);
  return { scope, ...phrasesOf(scope), words };
}

function rank(entry: Entry, query: Query): number | undefined {
  const { scope, words } = entry;
  if (!query.words.every((word) => scope.id.includes(word) || hasWord(words, word))) return undefined;
  if (scope.id === query.whole) return 0;
  if (scope.classic.includes(query.whole)) return 1;
  const near = nearness(entry, query);
  if (near < 2) return 2 + near;
  return scope.product.toLowerCase() === query.whole ? 4 : 3 + near;
}
