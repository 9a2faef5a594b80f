/** A search query in normalized form. `phrase`: its words in order, each after a space, compound ones taken apart. */
export type Query = { whole: string; words: string[]; phrase: string };

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
  return { whole: words.join(" "), words, phrase: phraseOf(text.slice(0, longestQuery)) };
}

/**
 * Indexes texts as one string in which {@link hasWord} finds the beginning of any word, and of any part of a compound
 * one.
 */
export function indexWords(...texts: string[]): string {
  const words = texts.flatMap(wordsOf).flatMap((word) => [word, ...word.split(joints)]);
  return ` ${[...new Set(words)].join(" ")}`;
}

/**
 * A text as its words in order, each after a space, compound ones taken apart: `list_users` and `list users` are the
 * same.
 */
function phraseOf(text: string): string {
  const words = wordsOf(text).flatMap((word) => word.split(joints));
  return words.map((word) => ` ${word}`).join("");
}

/** An item's texts, normalized for {@link nearness}. */
export type Phrases = { idPhrase: string; titlePhrase: string; titleWords: string };

export const phrasesOf = ({ id, title }: { id: string; title: string }): Phrases => ({
  idPhrase: phraseOf(id),
  titlePhrase: phraseOf(title),
  titleWords: indexWords(title),
});

/**
 * How near an item that matches every word of a query is to it; 0 is nearest. 0: the ID is the phrase, 1: it begins with
 * it. From 2 on ID and title count together: an ID that contains the phrase as words in a row, and a title that begins
 * with it, contains it, or at least has every word.
 */
export function nearness({ idPhrase, titlePhrase, titleWords }: Phrases, { phrase, words }: Query): number {
  if (idPhrase === phrase) return 0;
  if (idPhrase.startsWith(phrase)) return 1;
  const idMiss = idPhrase.includes(phrase) ? 0 : 2;
  if (titlePhrase.startsWith(phrase)) return 2 + idMiss;
  if (titlePhrase.includes(phrase)) return 3 + idMiss;
  return (words.every((word) => hasWord(titleWords, word)) ? 4 : 5) + idMiss;
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
