import { isDataError } from "@/lib/database/data-error";
import { log } from "@/lib/log";

type Settings<Row> = {
  /** What the rows are, as the log names them. */
  name: string;
  /** How long after the first of them they are written. */
  afterMs: number;
  /** So many keys wait at the most; what would be one more is not taken up. */
  mostKeys: number;
  keyOf: (row: Row) => string;
  /** Adds to a row what came under the same key. */
  add: (row: Row, more: Row) => void;
  /** Writes all rows; answers those that cannot be written now, because somebody has their app locked. */
  write: (rows: Row[]) => Promise<Row[]>;
};

type Batch<Row> = {
  /** Takes up a row, in memory. */
  note: (row: Row) => void;
  /** Writes what waits. What fails is logged and kept for the next time, never thrown. */
  flush: () => Promise<void>;
};

const againAfterMs = 30_000;

/** Rows that are gathered in memory by their key and written together a while later. */
export function batch<Row>({ name, afterMs, mostKeys, keyOf, add, write }: Settings<Row>): Batch<Row> {
  let waiting = new Map<string, Row>();
  let timer: NodeJS.Timeout | null = null;

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
    const rows = [...waiting.values()];
    if (rows.length === 0) return;
    waiting = new Map();
    await writeOrKeep(rows);
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

  /** A row that the database will never take must not keep the others from it. */
  async function withoutTheBadOne(rows: Row[], error: unknown): Promise<void> {
    if (rows.length === 1)
      return log.error({ err: error, what: name }, "a usage count was dropped: it cannot be stored");
    const middle = Math.ceil(rows.length / 2);
    await writeOrKeep(rows.slice(0, middle));
    await writeOrKeep(rows.slice(middle));
  }

  return { note: (row) => keep(row, afterMs), flush };
}
