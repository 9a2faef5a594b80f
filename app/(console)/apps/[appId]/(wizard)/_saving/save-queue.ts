import type { Saving } from "@/components/save-state";

/**
 * The result of a save: `failed` is shown and left to the person, `unreachable` is retried automatically, `unchanged`
 * wrote nothing and leaves nothing unsaved.
 */
export type SaveOutcome =
  | { kind: "saved" }
  | { kind: "unchanged" }
  | { kind: "failed"; why: string }
  | { kind: "unreachable"; why?: string };

export type Save = () => Promise<SaveOutcome>;

/** Where unsaved changes in an editor survive: in this browser tab, on the wizard's other steps, or on this step only. */
export type Keeping = "tab" | "wizard" | "step";

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
  /** What the footer says; idle until something is saved on this step. */
  state: Saving = { kind: "idle" };
  /** Whether everything autosaved or attempted is saved; open editors don't count. */
  settled = true;
  #saving: Saving = { kind: "idle" };
  #editors = new Map<symbol, Keeping>();
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

  /** Counts an editor with unsaved changes until the returned function is called. */
  hold = (keeping: Keeping): (() => void) => {
    const editor = Symbol();
    this.#editors.set(editor, keeping);
    this.#show(this.#saving);
    return () => {
      this.#editors.delete(editor);
      this.#show(this.#saving);
    };
  };

  /** What going to another step of the wizard, or elsewhere, does to unsaved changes in open editors. */
  fateOn = (to: "step" | "elsewhere"): "none" | "kept" | "lost" => {
    const keepings = [...this.#editors.values()];
    if (keepings.includes("step") || (to === "elsewhere" && keepings.includes("wizard"))) return "lost";
    return keepings.includes("tab") ? "kept" : "none";
  };

  /** Whether closing the tab loses anything. */
  get isUnsaved(): boolean {
    return !this.settled || this.#editors.size > 0;
  }

  /** A step was opened: what was saved on another one is no longer reported. */
  newStep = (): void => {
    if (this.#saving.kind === "saved") this.#show({ kind: "idle" });
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
    this.settled = outcome.kind !== "failed" && !this.#waiting;
    this.#show(this.#waiting && outcome.kind !== "failed" ? { kind: "saving" } : shownAs(outcome));
    return outcome;
  }

  #later(save: Save, inMs: number): void {
    this.#waiting = save;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.flush, inMs);
  }

  #show(saving: Saving): void {
    this.#saving = saving;
    const isQuiet = saving.kind === "idle" || saving.kind === "saved";
    this.state = isQuiet && this.#editors.size > 0 ? { kind: "unsaved" } : saving;
    for (const listener of this.#listeners) listener();
  }
}

const shownAs = (outcome: Exclude<SaveOutcome, { kind: "unreachable" }>): Saving =>
  outcome.kind === "unchanged" ? { kind: "idle" } : outcome;
