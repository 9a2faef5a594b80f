import { isDataError } from "@/lib/database/data-error";
import { log } from "@/lib/log";

type Settings<Row> = {
  /** What the rows are called in the log. */
  name: string;
  /** How long after the first row all are written, in milliseconds. */
  afterMs: number;
  /** The most keys held in memory; rows with further keys are dropped. */
  mostKeys: number;
  keyOf: (row: Row) => string;
  /** Adds a later row with the same key to the first one. */
  add: (row: Row, more: Row) => void;
  /** Writes all rows and returns those that could not be written now because their app is locked. */
  write: (rows: Row[]) => Promise<Row[]>;
};

type Batch<Row> = {
  /** Adds a row, in memory. */
  note: (row: Row) => void;
  /** Writes everything that is waiting, and waits for writes under way. Failures are logged and the rows kept for the next try; never throws. */
  flush: () => Promise<void>;
};

const againAfterMs = 30_000;

/** Collects rows in memory by key and writes them together a while later. */
export function batch<Row>({ name, afterMs, mostKeys, keyOf, add, write }: Settings<Row>): Batch<Row> {
  let waiting = new Map<string, Row>();
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<unknown> = Promise.resolve();

  function keep(row: Row, ms: number): void {
    const key = keyOf(row);
    const known = waiting.get(key);
    if (known) add(known, row);
    else if (waiting.size < mostKeys) waiting.set(key, row);
    timer ??= setTimeout(flush, ms).unref();
  }

  async function flush(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    if (waiting.size > 0) {
      const rows = [...waiting.values()];
      waiting = new Map();
      writing = Promise.all([writing, writeOrKeep(rows)]);
    }
    await writing;
  }

  async function writeOrKeep(rows: Row[]): Promise<void> {
    try {
      for (const row of await write(rows)) keep(row, afterMs);
    } catch (error) {
      if (isDataError(error)) return withoutTheBadOne(rows, error);
      log.warn({ err: error, what: name }, "usage counts could not be written; will retry");
      for (const row of rows) keep(row, againAfterMs);
    }
  }

  /** Bisects the rows, so that one the database will never accept doesn't hold back the others. */
  async function withoutTheBadOne(rows: Row[], error: unknown): Promise<void> {
    if (rows.length === 1)
      return log.error({ err: error, what: name }, "a usage count was dropped: it cannot be stored");
    const middle = Math.ceil(rows.length / 2);
    await writeOrKeep(rows.slice(0, middle));
    await writeOrKeep(rows.slice(middle));
  }

  return { note: (row) => keep(row, afterMs), flush };
}
