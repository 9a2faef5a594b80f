import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

// docs/decisions: one record per decision that could be questioned.

const folder = "docs/decisions";
const records = readdirSync(folder).map((file) => ({ file, text: readFileSync(`${folder}/${file}`, "utf8") }));

test("decisions are numbered one by one", () => {
  const numbers = records.map(({ file }) => Number(file.slice(0, 4))).sort((a, b) => a - b);
  expect(numbers).toEqual(numbers.map((_, i) => i + 1));
});

test.each(records)("$file has its date and status, then context, decision and consequences", ({ file, text }) => {
  const head = /^# (\d{4}) · .+\n\n- Date: \d{4}-\d\d-\d\d\n- Status: (?:accepted|superseded by \[\d{4}\])/.exec(text);
  expect(head?.[1]).toBe(file.slice(0, 4));
  const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
  const required = ["Context", "Decision", "Consequences"];
  expect(headings.filter((heading) => required.includes(heading ?? ""))).toEqual(required);
});

test("a decision that replaces or amends another is named there, and the other way round", () => {
  const names = (text: string, verb: string) =>
    [...(/^- Status: (.*)$/m.exec(text)?.[1] ?? "").matchAll(new RegExp(`${verb}[^;]*?\\[(\\d{4})\\]`, "g"))].map(
      ([, number]) => number,
    );
  const pairs = (verb: string, isReversed: boolean) =>
    records
      .flatMap(({ file, text }) => names(text, verb).map((other) => [file.slice(0, 4), other]))
      .map((pair) => (isReversed ? pair.reverse() : pair).join(" "))
      .sort();
  expect(pairs("superseded by", true)).toEqual(pairs("supersedes", false));
  expect(pairs("amended by", true)).toEqual(pairs("amends", false));
  expect(pairs("amends", false).length).toBeGreaterThan(0);
});
