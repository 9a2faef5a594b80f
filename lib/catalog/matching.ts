/** A search query in normalized form. */
export type Query = { whole: string; words: string[] };

/** Longer queries are truncated: nothing in the catalog is that long. */
const longestQuery = 200;

const separators = /[^\p{L}\p{N}:._-]+/u;
const edges = /^[:._-]+|[:._-]+$/g;
const joints = /[:._-]+/;

/**
 * Normalizes a query: lower case, no accents, split into words. Punctuation around a word is dropped; inside it, `:._-`
 * is kept. Accepts any text of any length; without letters or digits there are no words.
 */
export function readQuery(text: string): Query {
  const words = wordsOf(text.slice(0, longestQuery));
  return { whole: words.join(" "), words };
}

/**
 * Indexes texts as one string in which {@link hasWord} finds the beginning of any word, and of any part of a compound
 * one.
 */
export function indexWords(...texts: string[]): string {
  const words = texts.flatMap(wordsOf).flatMap((word) => [word, ...word.split(joints)]);
  return ` ${[...new Set(words)].join(" ")}`;
}

/** Whether an index made by {@link indexWords} has a word with this beginning. */
export const hasWord = (index: string, beginning: string): boolean => index.includes(` ${beginning}`);

/**
 * Keeps items that have a rank, lowest first; items of equal rank keep their order. `rank` returns undefined for items
 * that do not match.
 */
export function sortByRank<T>(items: readonly T[], rank: (item: T) => number | undefined): T[] {
  const byRank: T[][] = [];
  for (const item of items) {
    const place = rank(item);
    if (place === undefined) continue;
    byRank[place] ??= [];
    byRank[place].push(item);
  }
  return byRank.flat();
}

function wordsOf(text: string): string[] {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain
    .split(separators)
    .map((word) => word.replace(edges, ""))
    .filter((word) => word !== "");
}
