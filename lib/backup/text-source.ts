import { createHash } from "node:crypto";
import { endOfRows } from "@/lib/backup/format";

export type TextSource = {
  /** The next line with its newline; null if there is no complete one, or it is longer than any of ours. */
  line: () => Promise<string | null>;
  /** Whole lines up to the end mark of a table's rows, which is consumed. Returns false if the text ends before it. */
  rows: () => AsyncGenerator<Buffer, boolean>;
  /** Hex SHA-256 of everything read so far. */
  checksum: () => string;
  /** Whether nothing is left. */
  isAtEnd: () => Promise<boolean>;
};

/** More than any line that is read whole: a head lists a few dozen things. */
const longestLine = 8 * 1024 * 1024;
const newline = 10;
const lastRow = Buffer.from(`\n${endOfRows}`);

/** Reads a text that arrives in chunks, line by line or in blocks of whole lines, holding little of it in memory. */
export function textSource(chunks: AsyncIterable<Buffer>): TextSource {
  const iterator = chunks[Symbol.asyncIterator]();
  const sum = createHash("sha256");
  let held: Buffer = Buffer.alloc(0);

  async function more(): Promise<boolean> {
    const { done, value } = await iterator.next();
    if (done) return false;
    held = held.length > 0 ? Buffer.concat([held, value]) : value;
    return true;
  }

  function take(length: number): Buffer {
    const taken = held.subarray(0, length);
    held = held.subarray(length);
    sum.update(taken);
    return taken;
  }

  async function line(): Promise<string | null> {
    let end = held.indexOf(newline);
    while (end === -1) {
      if (held.length > longestLine || !(await more())) return null;
      end = held.indexOf(newline);
    }
    return take(end + 1).toString("utf8");
  }

  /** `held` always begins at the start of a line. */
  async function* rows(): AsyncGenerator<Buffer, boolean> {
    while (!held.subarray(0, endOfRows.length).equals(lastRow.subarray(1))) {
      const last = held.indexOf(lastRow);
      const whole = (last === -1 ? held.lastIndexOf(newline) : last) + 1;
      if (whole > 0) yield take(whole);
      else if (!(await more())) return false;
    }
    take(endOfRows.length);
    return true;
  }

  return {
    line,
    rows,
    checksum: () => sum.copy().digest("hex"),
    isAtEnd: async () => held.length === 0 && !(await more()),
  };
}
