import { hash } from "node:crypto";

/** What a table held: how many rows, and the hex of the sum of their SHA-256 (each lane of 64 bits by itself). */
export type RowDigest = { rows: number; checksum: string };

const newline = 10;
const lanes = [0, 8, 16, 24];

/**
 * Digests rows as they stream by, each a line of COPY's text form, in chunks cut anywhere. The order of the rows makes
 * no difference, since a table has none. It shows accidents, not forgery.
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
      // A copy: the chunk's memory may be used again by whoever made it.
      rest = Buffer.from(text.subarray(from));
    },
    result: () => ({ rows, checksum: Array.from(sums, (sum) => sum.toString(16).padStart(16, "0")).join("") }),
  };
}
