/** So many queries of one kind run at a time; what arrives meanwhile waits for the next and shares it. */
const queriesAtOnce = 2;

/**
 * Lets concurrent callers share queries: what is asked for in one turn of the event loop is loaded together.
 * A query always starts after everyone who shares it has asked, so nobody is given an answer older than the question.
 * @returns a function that finds one key's value, undefined when `load` has none for it
 */
export function sharedQuery<Value>(load: (keys: string[]) => Promise<ReadonlyMap<string, Value>>) {
  let gathering: { keys: Set<string>; result: Promise<ReadonlyMap<string, Value>> } | null = null;
  let running = 0;
  const turns: (() => void)[] = [];

  async function run(keys: ReadonlySet<string>): Promise<ReadonlyMap<string, Value>> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (running >= queriesAtOnce) await new Promise<void>((resolve) => turns.push(resolve));
    gathering = null;
    running++;
    try {
      return await load([...keys]);
    } finally {
      running--;
      turns.shift()?.();
    }
  }

  return async (key: string): Promise<Value | undefined> => {
    if (!gathering) {
      const keys = new Set<string>();
      gathering = { keys, result: run(keys) };
    }
    gathering.keys.add(key);
    return (await gathering.result).get(key);
  };
}
