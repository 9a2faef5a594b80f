import { performance } from "node:perf_hooks";

export type Bounds = {
  /** The most turns in progress at once. */
  places: number;
  /** The shortest time a place stays taken, and the shortest time from the start of a key's turn to its next. */
  placeRestMs: number;
  keyRestMs: number;
  /** The most that wait in each of the two lanes, and for one key. */
  waiting: number;
  waitingPerKey: number;
  longestWaitMs: number;
};

/** Turns with the same `key` run one at a time; `known` ones go ahead of the others. */
export type Turn = { key: string; known: boolean };

type Done = () => void;

type Waiting = { turn: Turn; answer: (done: Done | null) => void };

/** Keys are in the order in which they get their next turn. */
type Lane = Map<string, Waiting[]>;

/** After this many known turns in a row, one of the others goes first. */
const mostKnownInARow = 4;

/**
 * A round-robin queue by key: a key with 200 waiting gets one turn like every other key, and runs one at a time. Known
 * ones go first but can't starve the others.
 */
export class Turns {
  readonly #bounds: Bounds;
  readonly #lanes: Record<"known" | "others", Lane> = { known: new Map(), others: new Map() };
  readonly #resting = new Set<string>();
  #free: number;
  #knownInARow = 0;

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
    this.#free = bounds.places;
  }

  /** Waits for a turn. Null if the queue is full, the wait took too long, or `signal` was aborted. */
  take(turn: Turn, signal?: AbortSignal): Promise<Done | null> {
    return new Promise((resolve) => {
      const lane = this.#laneOf(turn);
      if (signal?.aborted || !this.#hasRoom(lane, turn.key)) return resolve(null);
      const over = new AbortController();
      const waiting: Waiting = {
        turn,
        answer(done) {
          clearTimeout(timer);
          over.abort();
          resolve(done);
        },
      };
      const giveUp = () => {
        if (leave(lane, waiting)) waiting.answer(null);
      };
      const timer = setTimeout(giveUp, this.#bounds.longestWaitMs);
      signal?.addEventListener("abort", giveUp, { signal: over.signal });
      lane.set(turn.key, [...(lane.get(turn.key) ?? []), waiting]);
      this.#goOn();
    });
  }

  #laneOf({ known }: Turn): Lane {
    return known ? this.#lanes.known : this.#lanes.others;
  }

  /** If the lane is full, a key with nothing waiting takes the last place of the key with the most (two or more). */
  #hasRoom(lane: Lane, key: string): boolean {
    const mine = lane.get(key)?.length ?? 0;
    if (mine >= this.#bounds.waitingPerKey) return false;
    const lines = [...lane.values()];
    if (lines.reduce((sum, line) => sum + line.length, 0) < this.#bounds.waiting) return true;
    const longest = lines.reduce((one, other) => (other.length > one.length ? other : one));
    const last = longest.at(-1);
    if (mine > 0 || longest.length < 2 || !last) return false;
    leave(lane, last);
    last.answer(null);
    return true;
  }

  #goOn(): void {
    while (this.#free > 0) {
      const next = this.#next();
      if (!next) return;
      this.#free--;
      const name = nameOf(next.turn);
      this.#resting.add(name);
      next.answer(this.#endOf(name));
    }
  }

  #next(): Waiting | undefined {
    const { known, others } = this.#lanes;
    const knownFirst = this.#knownInARow < mostKnownInARow;
    const next = knownFirst ? (this.#pick(known) ?? this.#pick(others)) : (this.#pick(others) ?? this.#pick(known));
    if (next) this.#knownInARow = next.turn.known ? this.#knownInARow + 1 : 0;
    return next;
  }

  #pick(lane: Lane): Waiting | undefined {
    for (const [key, line] of lane) {
      const [next, ...behind] = line;
      if (!next || this.#resting.has(nameOf(next.turn))) continue;
      lane.delete(key);
      if (behind.length > 0) lane.set(key, behind);
      return next;
    }
    return undefined;
  }

  #endOf(name: string): Done {
    const begun = performance.now();
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      const tookMs = performance.now() - begun;
      after(this.#bounds.placeRestMs - tookMs, () => {
        this.#free++;
        this.#goOn();
      });
      after(this.#bounds.keyRestMs - tookMs, () => {
        this.#resting.delete(name);
        this.#goOn();
      });
    };
  }
}

const nameOf = ({ key, known }: Turn): string => `${known} ${key}`;

/** Removes a waiting turn from its line. False if it was no longer there. */
function leave(lane: Lane, waiting: Waiting): boolean {
  const { key } = waiting.turn;
  const line = lane.get(key) ?? [];
  const rest = line.filter((one) => one !== waiting);
  if (rest.length > 0) lane.set(key, rest);
  else lane.delete(key);
  return rest.length < line.length;
}

function after(ms: number, run: () => void): void {
  if (ms > 0) setTimeout(run, ms);
  else run();
}
