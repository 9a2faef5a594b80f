import type { Saving } from "@/components/save-state";

/** How an attempt to save ended: `failed` is shown and left to the person, `unreachable` is tried again by itself. */
export type SaveOutcome = { kind: "saved" } | { kind: "failed"; why: string } | { kind: "unreachable"; why?: string };

export type Save = () => Promise<SaveOutcome>;

/** What an exception means: by default that the server cannot be reached. */
type Judge = (error: unknown) => SaveOutcome;

const pauseMs = 600;
const firstRetryMs = 1_000;
const longestRetryMs = 5_000;

/**
 * What the wizard's pages save, one save after the other: typed text after a pause or when flushed, an unreachable
 * server again and again until it answers. Nothing is dropped on the way; a newer save stands in for an older one.
 */
export class SaveQueue {
  state: Saving = { kind: "saved" };
  /** Whether nothing typed or tried is left unsaved. */
  settled = true;
  #waiting: Save | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #retries = 0;
  #running: Promise<unknown> = Promise.resolve();
  #listeners = new Set<() => void>();

  constructor(private readonly judge: Judge = () => ({ kind: "unreachable" })) {}

  /** Calls `listener` whenever `state` changes; returns how to stop that. */
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Something was typed: `save` is called after a pause, or by `flush`. */
  touch = (save: Save): void => {
    this.settled = false;
    this.#show({ kind: "saving" });
    this.#later(save, pauseMs);
  };

  /** Saves now what was typed; resolves to whether nothing is left unsaved. */
  flush = async (): Promise<boolean> => {
    clearTimeout(this.#timer);
    const save = this.#waiting;
    this.#waiting = null;
    if (save) await this.run(save);
    else await this.#running;
    return this.settled;
  };

  /** Saves at once, after what is being saved already. */
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
