import * as fc from "fast-check";
import { expect, test } from "vitest";
import { whereJsonBreaks } from "@/lib/text/json-place";

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

test.each([
  ['{\n  "a": 1,\n}', 3],
  ['{\n  "a": 1\n  "b": 2\n}', 3],
  ['{\n  "a": 01\n}', 2],
  ["{\n  a: 1\n}", 2],
  ['{\n  "a": [1, 2\n}', 3],
  ['{"a": "b\n"}', 1],
  ['{\n\n\n"a": undefined}', 4],
  ["", 1],
  ["{}\n{}", 2],
  ["]", 1],
  ['{"a": 1]', 1],
  ['{"a":\n\n', 3],
])("finds the line where %j stops being JSON", (text, line) => {
  expect(whereJsonBreaks(text)).toBe(line);
});

test("agrees with the engine on what is valid JSON and what is not", () => {
  const pieces = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"a"',
    '"\\u00e9"',
    '"\\x"',
    "1",
    "-0.5e3",
    "01",
    "1.",
    "true",
    "nul",
    " ",
    "\n",
  ];
  const scraps = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(fc.oneof(scraps, fc.json(), fc.string()), (text) => {
      expect(whereJsonBreaks(text) === null).toBe(isJson(text));
    }),
    { seed: 7, numRuns: 3000 },
  );
});
