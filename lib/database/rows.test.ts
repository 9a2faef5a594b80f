import { expect, test } from "vitest";
import * as z from "zod";
import { row, typed } from "@/lib/database/rows";

const person = row({ id: z.string(), at: z.date().nullable() });

test("rows are passed on as they are", () => {
  const rows = [
    { id: "a", at: null },
    { id: "b", at: new Date(0) },
  ];
  expect(typed(person, rows)).toBe(rows);
});

test.each([
  ["a column of another type", { id: 1, at: null }],
  ["a null where none is expected", { id: null, at: null }],
  ["a missing column", { id: "a" }],
  ["a column that no one expects", { id: "a", at: null, name: "A" }],
])("in tests, %s is an error", (_, wrong) => {
  expect(() => typed(person, [wrong])).toThrow(z.ZodError);
});
