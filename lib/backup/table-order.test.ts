import fc from "fast-check";
import { expect, test } from "vitest";
import { inOrderOfKeys } from "@/lib/backup/table-order";

const table = (name: string, ...needs: string[]) => ({ name, columns: ["id"], needs });

test("a table comes after all those it references", () => {
  const names = Array.from("abcdefghij");
  // A table may only reference tables after it in the alphabet, so random references never form a cycle.
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

test("tables that reference each other in a cycle are named", () => {
  expect(() => inOrderOfKeys([table("a", "b"), table("b", "a"), table("c")])).toThrow("cycle: a, b");
});
