import { performance } from "node:perf_hooks";
import { countAttempts, type Limit, waitAfter } from "@/lib/auth/throttle";
import { coalesce } from "@/lib/tokens/coalesce";

const mostKeptKeys = 10_000;

/**
 * Counts attempts of machines, for all servers of this database and by its clock. Those at once share a statement, so
 * that a flood of them holds two connections; a key that has to wait isn't counted meanwhile.
 * @returns a function that counts one attempt of a key and returns the seconds to wait, 0 while any are left
 */
export function counter(limit: () => Limit): (key: string) => Promise<number> {
  const closedUntil = new Map<string, number>();

  function close(key: string, waitSeconds: number): void {
    const [oldest] = closedUntil.keys();
    if (closedUntil.size >= mostKeptKeys && oldest !== undefined) closedUntil.delete(oldest);
    closedUntil.set(key, performance.now() + waitSeconds * 1000);
  }

  /** Each is counted, also when several are of the same key: whoever asked first gets what is left. */
  const count = coalesce<string, number>(async (keys) => {
    const now = limit();
    const counted = await countAttempts(now, numbersOf(keys));
    return keys.map((key) => {
      const found = counted.get(key);
      const wait = found ? waitAfter(now, found) : 0;
      if (found) found.before++;
      if (wait > 0) close(key, wait);
      return wait;
    });
  });

  return async (key) => {
    const leftMs = (closedUntil.get(key) ?? 0) - performance.now();
    if (leftMs > 0) return Math.ceil(leftMs / 1000);
    closedUntil.delete(key);
    return count(key);
  };
}

function numbersOf(keys: readonly string[]): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const key of keys) numbers.set(key, (numbers.get(key) ?? 0) + 1);
  return numbers;
}
