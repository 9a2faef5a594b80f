/** Wakes its waiter, even if it rang just before the wait began. */
export class Bell {
  #rung = false;
  #wake: (() => void) | null = null;

  readonly ring = (): void => {
    this.#rung = true;
    this.#wake?.();
  };

  /** Resolves once it has rung since the last call, or after `withinMs`. */
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
