import type { Saving } from "@/components/save-state";

/** The result of a save: `failed` is shown and left to the person, `unreachable` is retried automatically. */
export type SaveOutcome = { kind: "saved" } | { kind: "failed"; why: string } | { kind: "unreachable"; why?: string };

export type Save = () => Promise<SaveOutcome>;

/** Maps an exception to an outcome; by default `unreachable`. */
type Judge = (error: unknown) => SaveOutcome;

const pauseMs = 600;
const firstRetryMs = 1_000;
const longestRetryMs = 5_000;

/**
 * The wizard's saves, one at a time: typed text after a pause or on `flush`. An unreachable server is retried until it
 * answers. No change is lost; a newer save replaces one that is still waiting.
 */
export class SaveQueue {
  state: Saving = { kind: "saved" };
  /** Whether everything typed or attempted is saved. */
  settled = true;
  #waiting: Save | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #retries = 0;
  #running: Promise<unknown> = Promise.resolve();
  #listeners = new Set<() => void>();

  constructor(private readonly judge: Judge = () => ({ kind: "unreachable" })) {}

  /** Calls `listener` whenever `state` changes; returns a function that unsubscribes it. */
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Schedules `save` after typing: it runs after a pause, or on `flush`. */
  touch = (save: Save): void => {
    this.settled = false;
    this.#show({ kind: "saving" });
    this.#later(save, pauseMs);
  };

  /** Runs the waiting save now; resolves to whether everything is saved. */
  flush = async (): Promise<boolean> => {
    clearTimeout(this.#timer);
    const save = this.#waiting;
    this.#waiting = null;
    if (save) await this.run(save);
    else await this.#running;
    return this.settled;
  };

  /** Saves without a pause, after the saves in progress. */
  run = (save: Save): Promise<SaveOutcome> => {
    this.settled = false;
    this.#show({ kind: "saving" });
    const attempt = this.#running.then(() => this.#attempt(save));
    this.#running = attempt;
    return attempt;
  };

  async #attempt(save: Save): Promise<SaveOutcome> {
    const outcome = await save().catch(this.judge);
    if (outcome.kind === "unreachable") {
      this.#later(this.#waiting ?? save, Math.min(firstRetryMs * 2 ** this.#retries++, longestRetryMs));
      this.#show({
        kind: "failed",
        why: outcome.why ?? "the server cannot be reached. Trying again…",
        onRetry: this.flush,
      });
      return outcome;
    }
    this.#retries = 0;
    this.settled = outcome.kind === "saved" && !this.#waiting;
    this.#show(outcome.kind === "saved" && this.#waiting ? { kind: "saving" } : outcome);
    return outcome;
  }

  #later(save: Save, inMs: number): void {
    this.#waiting = save;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.flush, inMs);
  }

  #show(state: Saving): void {
    this.state = state;
    for (const listener of this.#listeners) listener();
  }
}
