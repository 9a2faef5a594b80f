import { isDataError } from "@/lib/database/data-error";

type Limits = {
  /** The most loads that run at a time; what is asked for meanwhile waits for the next and shares it. */
  loads: number;
  /** The most keys that share a load. */
  keys: number;
};

const usualLimits: Limits = { loads: 2, keys: Number.POSITIVE_INFINITY };

type Asked<Key, Found> = { key: Key; resolve: (found: Found) => void; reject: (error: unknown) => void };

/**
 * Lets concurrent callers share queries, or other work: what is asked for in one turn of the event loop is loaded
 * together. A load always starts after everyone who shares it has asked, so nobody is given an answer older than the
 * question. `load` answers in the order of the keys, of which some may be alike. A key that Postgres refuses fails for
 * those who asked for it and for nobody else.
 */
export function coalesce<Key, Found>(load: (keys: Key[]) => Promise<readonly Found[]>, atOnce = usualLimits) {
  const waiting: Asked<Key, Found>[] = [];
  let running = 0;
  let isNextComing = false;

  const mayRun = () => waiting.length > 0 && running < atOnce.loads;

  /** A load that is full has nothing to wait for; any other waits for what else this turn brings. */
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

  /** One bad key among n is found in at most 2 log2(n) further loads. */
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
