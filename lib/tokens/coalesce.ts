import { isDataError } from "@/lib/database/data-error";

type Limits = {
  /** Maximum concurrent loads; keys asked for meanwhile share the next one. */
  loads: number;
  /** Maximum keys per load. */
  keys: number;
};

const usualLimits: Limits = { loads: 2, keys: Number.POSITIVE_INFINITY };

type Asked<Key, Found> = { key: Key; resolve: (found: Found) => void; reject: (error: unknown) => void };

/**
 * Lets concurrent callers share queries or other work: keys asked for in one turn of the event loop are loaded
 * together. A load starts only after every caller that shares it has asked, so no result is older than the question.
 * `load` must return results in the order of the keys, which may repeat. A key that Postgres rejects fails only for the
 * callers that asked for it.
 */
export function coalesce<Key, Found>(load: (keys: Key[]) => Promise<readonly Found[]>, atOnce = usualLimits) {
  const waiting: Asked<Key, Found>[] = [];
  let running = 0;
  let isNextComing = false;

  const mayRun = () => waiting.length > 0 && running < atOnce.loads;

  /** A full load starts at once; any other waits for the rest of this turn's keys. */
  function comeNext(): void {
    if (!mayRun()) return;
    if (waiting.length >= atOnce.keys) return void run();
    if (isNextComing) return;
    isNextComing = true;
    setImmediate(() => {
      isNextComing = false;
      if (mayRun()) void run();
    });
  }

  async function run(): Promise<void> {
    const asked = waiting.splice(0, atOnce.keys);
    running++;
    comeNext();
    await answer(asked);
    running--;
    comeNext();
  }

  async function answer(asked: Asked<Key, Found>[]): Promise<void> {
    try {
      const found = await load(asked.map(({ key }) => key));
      for (const [index, { resolve }] of asked.entries()) resolve(found[index] as Found);
    } catch (error) {
      if (asked.length > 1 && isDataError(error)) return answerInHalves(asked);
      for (const { reject } of asked) reject(error);
    }
  }

  /** Finds one bad key among n in at most 2 log2(n) further loads. */
  async function answerInHalves(asked: Asked<Key, Found>[]): Promise<void> {
    const middle = Math.ceil(asked.length / 2);
    await answer(asked.slice(0, middle));
    await answer(asked.slice(middle));
  }

  return (key: Key): Promise<Found> =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject });
      comeNext();
    });
}
