import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ValueCounter } from "@/lib/text/json-values";

/** Fields and list items, counted in the parsed value. */
function valuesIn(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const members = Object.values(value);
  return Math.max(1, members.length) + members.reduce<number>((sum, one) => sum + valuesIn(one), 0);
}

const count = (text: string, chunkBytes = 1 << 20): number => {
  const bytes = Buffer.from(text);
  const counter = new ValueCounter();
  let counted = 0;
  for (let at = 0; at < bytes.length; at += chunkBytes) counted = counter.add(bytes.subarray(at, at + chunkBytes));
  return counted;
};

describe("the fields and list items of a JSON text", () => {
  it.each([
    ["1", 0],
    ["[]", 1],
    ['{"a":1,"b":[1,2,{"c":"x,[{"}]}', 6],
    ['["\\"",",\\\\","é{"]', 3],
  ])("are counted without parsing it: %s", (text, values) => {
    expect(count(text)).toBe(values);
  });

  it("add up to the count in the parsed value, wherever the bytes are split", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 1, max: 7 }), (value, chunkBytes) => {
        const text = JSON.stringify(value);
        expect(count(text, chunkBytes)).toBe(valuesIn(JSON.parse(text)));
      }),
    );
  });
});
