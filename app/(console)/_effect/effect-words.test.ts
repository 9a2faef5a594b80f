import { describe, expect, it } from "vitest";
import { counted, effectWords, nameWords } from "./effect-words";

const words = (scopeCount: number, appCount: number, deactivatedCount: number) =>
  effectWords({ scopeCount, appCount, deactivatedCount });

describe("what a change of rights does, in one sentence", () => {
  it("counts the scopes, the apps they leave, and the apps that stop working", () => {
    expect(words(12, 3, 1)).toBe("12 scopes leave 3 apps; 1 activated app loses its last scope and is deactivated.");
    expect(words(12_000, 3000, 2)).toBe(
      "12,000 scopes leave 3,000 apps; 2 activated apps lose their last scope and are deactivated.",
    );
    expect(words(1, 1, 0)).toBe("1 scope leaves 1 app.");
  });

  it("is none when no app loses anything", () => {
    expect(words(0, 0, 0)).toBeNull();
  });
});

describe("counts and names", () => {
  it("agree with their number", () => {
    expect([counted(0, "app"), counted(1, "app"), counted(2, "person", "people")]).toEqual([
      "0 apps",
      "1 app",
      "2 people",
    ]);
  });

  it("name the first few and count the others, but never one that could as well be named", () => {
    expect(nameWords(["A"])).toBe("A");
    expect(nameWords(["A", "B", "C"], 2)).toBe("A, B and C");
    expect(nameWords(["A", "B", "C", "D"], 2)).toBe("A, B and 2 more");
    expect(nameWords([])).toBe("");
  });
});
