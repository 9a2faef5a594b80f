import { setTimeout as sleep } from "node:timers/promises";

/** Longer than anything takes on a machine that is busy with other work. */
const withinMs = 60_000;
const pauseMs = 20;

/**
 * Asks until there is an answer that is wanted, and gives it; a call that throws is asked again.
 * @throws what the last call threw, or Error, when there is none within a minute
 */
export async function until<T>(
  ask: () => Promise<T> | T,
  isWanted: (found: T) => boolean = Boolean,
): Promise<NonNullable<T>> {
  for (const deadline = performance.now() + withinMs; ; await sleep(pauseMs)) {
    try {
      const found = await ask();
      if (isWanted(found)) return found as NonNullable<T>;
      if (performance.now() > deadline) throw new Error(`Waited for too long; there is only ${JSON.stringify(found)}`);
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
  }
}
