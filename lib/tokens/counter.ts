import { performance } from "node:perf_hooks";
import { countAttempts, type Limit, waitAfter } from "@/lib/auth/throttle";
import { coalesce } from "@/lib/tokens/coalesce";

const mostKeptKeys = 10_000;

/**
 * Counts attempts by machines, across all servers of this database and by its clock. Concurrent attempts share a
 * statement, so a flood holds at most two connections. While a key has to wait, its attempts are not counted.
 * @returns a function that counts one attempt for a key and returns the seconds to wait, 0 if the attempt is allowed
 */
export function counter(limit: () => Limit): (key: string) => Promise<number> {
  const closedUntil = new Map<string, number>();

  function close(key: string, waitSeconds: number): void {
    const [oldest] = closedUntil.keys();
    if (closedUntil.size >= mostKeptKeys && oldest !== undefined) closedUntil.delete(oldest);
    closedUntil.set(key, performance.now() + waitSeconds * 1000);
  }

  /** Counts every attempt, even if a key repeats; the earliest ones get the attempts that are left. */
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
