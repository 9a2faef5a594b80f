import { hash } from "node:crypto";

/** A table's row count, and the sum of its rows' SHA-256 in hex (added in four lanes of 64 bits). */
export type RowDigest = { rows: number; checksum: string };

const newline = 10;
const lanes = [0, 8, 16, 24];

/**
 * Digests a stream of rows, each a line in COPY's text format; chunks may be split anywhere. Row order makes no
 * difference, since a table has none. Detects accidents, not forgery.
 */
export function rowDigest(): { add: (chunk: Buffer) => void; result: () => RowDigest } {
  const sums = new BigUint64Array(lanes.length);
  let rows = 0;
  let rest: Buffer = Buffer.alloc(0);

  function addRow(row: Buffer): void {
    const digest = hash("sha256", row, "buffer");
    for (const [lane, offset] of lanes.entries()) sums[lane] = (sums[lane] ?? 0n) + digest.readBigUInt64BE(offset);
    rows += 1;
  }

  return {
    add(chunk) {
      const text = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      let from = 0;
      for (let end = text.indexOf(newline); end !== -1; end = text.indexOf(newline, from)) {
        addRow(text.subarray(from, end));
        from = end + 1;
      }
      // A copy, because the caller may reuse the chunk's memory.
      rest = Buffer.from(text.subarray(from));
    },
    result: () => ({ rows, checksum: Array.from(sums, (sum) => sum.toString(16).padStart(16, "0")).join("") }),
  };
}
