import { expect, test } from "vitest";
import { copyLine, parseCopyLine } from "@/lib/backup/format";

test.each([
  ["RoleGrant", ["roleId", "access"]],
  ['an "odd" name', ['with "quotes"', "and, commas", "und Größe"]],
])("the line before the rows of %s is parsed back into its table and columns", (name, columns) => {
  expect(parseCopyLine(copyLine({ name, columns }))).toEqual({ name, columns });
});

test.each(["", "\n", "COPY x (y) FROM stdin;\n", 'COPY "x" ("y") FROM stdin; DROP TABLE z;\n', "-- sha256 0\n"])(
  "%j begins no rows",
  (line) => {
    expect(parseCopyLine(line)).toBeNull();
  },
);
