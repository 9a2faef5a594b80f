import { Refusal } from "@/lib/refusal";

type Bounds = {
  /** The most that run at once, per key. */
  atOnce: number;
  /** The most that wait, per key; one more is refused. */
  waiting: number;
  /** The longest wait, in milliseconds. */
  waitMs: number;
};

type Waiting = { begin: () => void; first: boolean };
type Line = { running: number; waiting: Waiting[] };

/**
 * Runs work in turns per key, within one process: a person's edits, or the edits to one app. Work that waits here holds
 * no database connection, so it doesn't hold up anyone else.
 */
export class KeyedQueue {
  readonly #lines = new Map<string, Line>();

  constructor(private readonly bounds: Bounds) {}

  /**
   * Runs the work when its turn comes: first come, first served, but `first` ahead of the rest.
   * @throws Refusal `too-many` if too much is waiting already, or the turn did not come in time
   */
  async run<T>(key: string, work: () => Promise<T>, { first = false } = {}): Promise<T> {
    const line = this.#lines.get(key) ?? { running: 0, waiting: [] };
    this.#lines.set(key, line);
    if (line.running < this.bounds.atOnce) line.running++;
    else await this.#wait(line, first);
    try {
      return await work();
    } finally {
      this.#handOn(key, line);
    }
  }

  /** Passes the place to the next in line, or frees it. */
  #handOn(key: string, line: Line): void {
    const next = line.waiting.shift();
    if (next) next.begin();
    else line.running--;
    if (line.running === 0) this.#lines.delete(key);
  }

  #wait(line: Line, first: boolean): Promise<void> {
    if (line.waiting.length >= this.bounds.waiting) throw tooMany();
    return new Promise((resolve, reject) => {
      const one: Waiting = { begin: () => undefined, first };
      const timer = setTimeout(() => {
        line.waiting.splice(line.waiting.indexOf(one), 1);
        reject(tooMany());
      }, this.bounds.waitMs);
      one.begin = () => {
        clearTimeout(timer);
        resolve();
      };
      const place = first ? line.waiting.findIndex((other) => !other.first) : -1;
      line.waiting.splice(place === -1 ? line.waiting.length : place, 0, one);
    });
  }
}

const tooMany = () => new Refusal("too-many", "Too many changes at once. Wait a moment, then try again.");
