/** Wakes the one who waits for it, also when it was rung just before they began to wait. */
export class Bell {
  #rung = false;
  #wake: (() => void) | null = null;

  readonly ring = (): void => {
    this.#rung = true;
    this.#wake?.();
  };

  /** Resolves as soon as it was rung since the last time, at the latest after `withinMs`. */
  async heard(withinMs: number): Promise<void> {
    if (!this.#rung) {
      await new Promise<void>((resolve) => {
        const late = setTimeout(resolve, withinMs);
        this.#wake = () => {
          clearTimeout(late);
          resolve();
        };
      });
    }
    this.#wake = null;
    this.#rung = false;
  }
}
