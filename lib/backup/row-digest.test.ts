import fc from "fast-check";
import { expect, test } from "vitest";
import { rowDigest } from "@/lib/backup/row-digest";

function digestOf(chunks: Buffer[]) {
  const digest = rowDigest();
  for (const chunk of chunks) digest.add(chunk);
  return digest.result();
}

const text = (rows: string[]) => Buffer.from(rows.map((row) => `${row}\n`).join(""));
const row = fc.string({ unit: "grapheme" }).map((one) => one.replaceAll("\n", "\\n"));

test("neither row order nor chunk boundaries make a difference", () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 20 }), fc.nat({ max: 500 }), (rows, cut) => {
      const whole = text(rows);
      const expected = digestOf([whole]);
      expect(expected.rows).toBe(rows.length);
      expect(digestOf([whole.subarray(0, cut), whole.subarray(cut)])).toEqual(expected);
      expect(digestOf([text(rows.toReversed())])).toEqual(expected);
    }),
    { numRuns: 300, seed: 7 },
  );
});

test.each([
  ["a changed row", ["a", "b"], ["a", "c"]],
  ["a repeated row instead of two different ones", ["a", "b"], ["a", "a"]],
  ["text moved to the next row", ["ab", "c"], ["a", "bc"]],
  ["a missing row", ["a", "b"], ["a"]],
])("%s makes a difference", (_case, one, other) => {
  expect(digestOf([text(one)]).checksum).not.toBe(digestOf([text(other)]).checksum);
});
