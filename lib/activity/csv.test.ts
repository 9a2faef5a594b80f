import { expect, test } from "vitest";
import { csvLine } from "./csv";

test("commas, quotes and line breaks stay in their cell", () => {
  expect(csvLine(["a,b", 'say "hello"', "two\r\nlines", ""])).toBe('"a,b","say ""hello""","two\r\nlines",""\r\n');
});

test("null is an empty cell", () => {
  expect(csvLine([null, "Zoë", null])).toBe(',"Zoë",\r\n');
});

test.each(["=1+1", "+49 30 1234", "-2", "@SUM(A1)", "\t=1", "\r=1"])(
  "a cell that begins with %j is text to a spreadsheet",
  (text) => {
    expect(csvLine([text])).toBe(`"'${text}"\r\n`);
  },
);

test("the same characters later in a cell are unchanged", () => {
  expect(csvLine(["a=b", "1-2", "x@example.com"])).toBe('"a=b","1-2","x@example.com"\r\n');
});
