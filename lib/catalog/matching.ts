/** What a person typed into a search box, made comparable. */
export type Query = { whole: string; words: string[] };

/** Longer queries are cut: nothing in the catalogue is that long. */
const longestQuery = 200;

const separators = /[^\p{L}\p{N}:._-]+/u;
const edges = /^[:._-]+|[:._-]+$/g;
const joints = /[:._-]+/;

/**
 * A query in lower case, without accents, split into words; punctuation around a word is dropped, inside it (`:._-`) is
 * kept. Accepts anything, of any length; what holds no letter or digit has no words.
 */
export function readQuery(text: string): Query {
  const words = wordsOf(text.slice(0, longestQuery));
  return { whole: words.join(" "), words };
}

/** Texts as one string in which {@link hasWord} finds the beginning of any word, and of any part of a compound one. */
export function indexWords(...texts: string[]): string {
  const words = texts.flatMap(wordsOf).flatMap((word) => [word, ...word.split(joints)]);
  return ` ${[...new Set(words)].join(" ")}`;
}

/** Whether a word that begins with these letters is in an index made by {@link indexWords}. */
export const hasWord = (index: string, beginning: string): boolean => index.includes(` ${beginning}`);

/**
 * Keeps what has a rank, lowest rank first; what ranks equal stays in the order given.
 * `rank` answers undefined for what does not match.
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
