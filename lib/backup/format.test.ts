import { expect, test } from "vitest";
import { copyLine, parseCopyLine } from "@/lib/backup/format";

test.each([
  ["RoleGrant", ["roleId", "access"]],
  ['an "odd" name', ['with "quotes"', "and, commas", "und Größe"]],
])("the line that begins the rows of %s names table and columns so that both are read back", (name, columns) => {
  expect(parseCopyLine(copyLine({ name, columns }))).toEqual({ name, columns });
});

test.each(["", "\n", "COPY x (y) FROM stdin;\n", 'COPY "x" ("y") FROM stdin; DROP TABLE z;\n', "-- sha256 0\n"])(
  "%j begins no rows",
  (line) => {
    expect(parseCopyLine(line)).toBeNull();
  },
);
