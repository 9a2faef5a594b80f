/** What was typed into a form, by field. */
export type Values = Record<string, unknown>;

/** `base`: the values the form began with, to notice later that someone else changed them. */
export type Draft = { base: Values; typed: Values };

/** The number changes when the shape of what is kept does. */
const prefix = "draft:1:";
const maxChars = 100_000;
const maxDrafts = 30;
const keptDays = 14;

type Kept = Draft & { at: number };

/**
 * One person's drafts in a browser's storage: at most 30, each up to 100,000 characters, for 14 days. Nobody else's are
 * ever read. Storage that is full or switched off keeps nothing.
 */
export class DraftStore {
  readonly #own: string;

  /** `person`: the ID of the person who types, or any fixed word while nobody is signed in. */
  constructor(
    private readonly storage: () => Storage,
    person: string,
    private readonly now: () => number = Date.now,
  ) {
    this.#own = `${prefix}${person}:`;
  }

  keep(form: string, draft: Draft): void {
    this.#try((storage) => {
      const text = JSON.stringify({ at: this.now(), ...draft } satisfies Kept);
      if (text.length > maxChars) return storage.removeItem(this.#own + form);
      storage.setItem(this.#own + form, text);
      this.#sweep(storage);
    });
  }

  remove(form: string): void {
    this.#try((storage) => storage.removeItem(this.#own + form));
  }

  /** The draft of a form; null if there is none, or it is older than 14 days. */
  find(form: string): Draft | null {
    return this.#try((storage) => this.#read(storage, this.#own + form)) ?? null;
  }

  /** Everyone's drafts that are too old go, then the oldest above the limit. */
  #sweep(storage: Storage): void {
    const keys = Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? "");
    const drafts = keys
      .filter((key) => key.startsWith(prefix))
      .map((key) => ({ key, at: this.#read(storage, key)?.at ?? 0 }))
      .sort((a, b) => b.at - a.at);
    for (const [i, { key, at }] of drafts.entries()) if (at === 0 || i >= maxDrafts) storage.removeItem(key);
  }

  #read(storage: Storage, key: string): Kept | null {
    const kept: unknown = JSON.parse(storage.getItem(key) ?? "null");
    return isKept(kept) && kept.at > this.now() - keptDays * 86_400_000 ? kept : null;
  }

  #try<T>(work: (storage: Storage) => T): T | undefined {
    try {
      return work(this.storage());
    } catch {
      return undefined;
    }
  }
}

function isKept(kept: unknown): kept is Kept {
  if (typeof kept !== "object" || kept === null) return false;
  const { at, base, typed } = kept as Partial<Kept>;
  return typeof at === "number" && typeof base === "object" && typeof typed === "object" && base !== null && !!typed;
}

/** The drafts of the person signed in. While nobody is, they end with the browser tab: anyone may sit down next. */
export const draftsOf = (person: string | null): DraftStore =>
  new DraftStore(() => (person ? localStorage : sessionStorage), person ?? "nobody");
