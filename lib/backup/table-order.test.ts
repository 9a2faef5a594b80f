import fc from "fast-check";
import { expect, test } from "vitest";
import { inOrderOfKeys } from "@/lib/backup/table-order";

const table = (name: string, ...needs: string[]) => ({ name, columns: ["id"], needs });

test("a table comes after all those it points to", () => {
  const names = Array.from("abcdefghij");
  // Any table may point to any that the alphabet puts behind it: whatever is drawn, there is no circle.
  const drawn = fc.tuple(...names.map((_, i) => fc.subarray(names.slice(i + 1))));
  fc.assert(
    fc.property(drawn, (needs) => {
      const ordered = inOrderOfKeys(names.map((name, i) => table(name, ...(needs[i] ?? []))));
      const place = new Map(ordered.map(({ name }, at) => [name, at]));
      expect(place.size).toBe(names.length);
      for (const { name, needs: others } of ordered)
        for (const other of others) expect(place.get(other)).toBeLessThan(place.get(name) ?? -1);
    }),
    { numRuns: 200, seed: 7 },
  );
});

test("tables that point at each other in a circle are named", () => {
  expect(() => inOrderOfKeys([table("a", "b"), table("b", "a"), table("c")])).toThrow("circle: a, b");
});
