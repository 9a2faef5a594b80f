import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { may } from "@/lib/rights/permissions";
import { type BuiltInKind, builtInRoles } from "@/lib/rights/privileges";
import { readablePermissions } from "@/lib/rights/rules";

/** The table rows under the heading, as trimmed cells. */
function tableUnder(heading: string): string[][] {
  const text = readFileSync(join(import.meta.dirname, "../../docs/roles.md"), "utf8");
  const section = text.split("\n## ").find((part) => part.startsWith(heading)) ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("| "));
  const cells = rows.map((row) => row.split("|").slice(1, -1));
  return cells.map((row) => row.map((cell) => cell.trim())).filter(([first]) => !first?.startsWith("--"));
}

it("docs/roles.md says exactly who may do what on the server", () => {
  const kinds = Object.keys(builtInRoles) as BuiltInKind[];
  const names = kinds.map((kind) => builtInRoles[kind].name);
  const marks = (permission: (typeof readablePermissions)[number]["name"]) =>
    kinds.map((kind) => (may({ rights: builtInRoles[kind].rights, roleKind: kind }, permission) ? "yes" : "no"));
  expect(tableUnder("Who may do what")).toEqual([
    ["you can", "requires", ...names],
    ...readablePermissions.map(({ name, words, takes }) => [words, takes.join(" and "), ...marks(name)]),
  ]);
});
