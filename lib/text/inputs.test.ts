import { expect, test } from "vitest";
import { line, requiredLine } from "@/lib/text/inputs";
import { searchText } from "@/lib/text/plain";

const name = requiredLine(20, "Enter a name.");
const sentenceFor = (text: string) => name.safeParse(text).error?.issues[0]?.message ?? null;

test.each([
  ["Zoe\u0308", "Zoë"],
  ["\u212B", "Å"],
  ["  Ada\u00A0", "Ada"],
  ["\uFEFFAda\u200B", "Ada"],
  ["sched\u00ADule", "schedule"],
  ["👩\u200D🔬 Lab", "👩\u200D🔬 Lab"],
  ["می\u200Cخواهم", "می\u200Cخواهم"],
  ["e\u0301".repeat(20), "é".repeat(20)],
])("%j is stored as %j", (typed, stored) => {
  expect(name.parse(typed)).toBe(stored);
});

test.each([
  "",
  "   ",
  "\u200B",
  "\u200B\u2060\uFEFF",
  "\u3164",
  "\u115F\u1160",
  "\u2800",
  "\u200D",
  "\u200E\u200F",
  "\u{E0041}",
])("%j shows nothing, and counts as empty", (text) => {
  expect(sentenceFor(text)).toBe("Enter a name.");
  expect(line(20).parse(text)).toBe("");
});

test.each(["\u202Eadmin", "a\u202Ab", "a\u2066b\u2069"])("%j, which turns text around, is refused", (text) => {
  expect(sentenceFor(text)).toBe("Remove the invisible characters that turn text around.");
});

test.each(["a\0b", "a\nb", "a\u0085b", "a\u2028b", "a\uD800b", "a\uFFFEb", "a\u{1FFFF}b"])("%j is refused", (text) => {
  expect(sentenceFor(text)).toBe("Remove the characters that cannot be shown.");
});

test("a search finds a name however it is typed, and is cut between characters", () => {
  expect(searchText(" Zoe\u0308\0 ", 20)).toBe("Zoë");
  expect(searchText("👩👩👩", 2)).toBe("👩👩");
  expect(searchText("x".repeat(1_000_000), 5)).toBe("xxxxx");
});
