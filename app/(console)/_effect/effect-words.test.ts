import { describe, expect, it } from "vitest";
import { counted, cutNames, effectButton, effectWords, nameWords } from "./effect-words";

const words = (scopeCount: number, appCount: number, deactivatedCount: number) =>
  effectWords({ scopeCount, appCount, deactivatedCount });

describe("the summary of what a change of rights does to apps", () => {
  it("counts the scopes, the apps that lose them, and the apps that will be deactivated", () => {
    expect(words(12, 3, 1)).toBe(
      "12 scopes will be removed from 3 apps. 1 activated app will lose its last scope and be deactivated.",
    );
    expect(words(12_000, 3000, 2)).toBe(
      "12,000 scopes will be removed from 3,000 apps. 2 activated apps will lose their last scope and be deactivated.",
    );
    expect(words(1, 1, 0)).toBe("1 scope will be removed from 1 app.");
  });

  it("is null if no app loses a scope", () => {
    expect(words(0, 0, 0)).toBeNull();
  });
});

describe("counts and lists of names", () => {
  it("use the singular for one, else the plural", () => {
    expect([counted(0, "app"), counted(1, "app"), counted(2, "person", "people")]).toEqual([
      "0 apps",
      "1 app",
      "2 people",
    ]);
  });

  it('give the first names and count the rest, but never say "1 more"', () => {
    expect(nameWords(["A"])).toBe("A");
    expect(nameWords(["A", "B", "C"], 2)).toBe("A, B and C");
    expect(nameWords(["A", "B", "C", "D"], 2)).toBe("A, B and 2 more");
    expect(nameWords([])).toBe("");
  });
});

it("a button names the apps that its act deactivates, if there are any", () => {
  expect(effectButton("Change role", "deactivate", 0)).toBe("Change role");
  expect(effectButton("Change role", "deactivate", 1)).toBe("Change role and deactivate 1 app");
  expect(effectButton("Deactivate", "stop", 1200)).toBe("Deactivate and stop 1,200 apps");
});

it("names that are left out are counted, so that they can be opened", () => {
  expect(cutNames(["A", "B", "C", "D"], 2)).toEqual({ shown: "A, B", more: 2 });
  expect(cutNames(["A", "B", "C", "D"], 4)).toEqual({ shown: "A, B, C and D", more: 0 });
});
