import { describe, expect, it } from "vitest";
import { answerOf, whoCanGrant } from "./catalogue-answer";

const hits = [
  { id: "b1", product: "B", group: "First" },
  { id: "a1", product: "A", group: "First" },
  { id: "b2", product: "B", group: "First" },
  { id: "a2", product: "A", group: "Second" },
];
const asked = { product: null, products: ["A", "B", "C"], most: 3, toItem: (hit: { id: string }) => hit.id };

describe("the answer to a search", () => {
  it("keeps the best hit first and names groups by their product where several are shown", () => {
    expect(answerOf(hits, asked).groups).toEqual([
      { name: "B · First", items: ["b1", "b2"] },
      { name: "A · First", items: ["a1"] },
    ]);
  });

  it("sends no more than asked for, and counts all that was found", () => {
    const { shown, total, categories } = answerOf(hits, asked);
    expect({ shown, total }).toEqual({ shown: 3, total: 4 });
    expect(categories).toEqual([
      { name: "A", total: 2 },
      { name: "B", total: 2 },
      { name: "C", total: 0 },
    ]);
  });

  it("sends all of a chosen product, and still counts the others", () => {
    const { groups, total, categories } = answerOf(hits, { ...asked, product: "A", most: 1 });
    expect(groups).toEqual([
      { name: "First", items: ["a1"] },
      { name: "Second", items: ["a2"] },
    ]);
    expect(total).toBe(2);
    expect(categories).toContainEqual({ name: "B", total: 2 });
  });
});

describe("whom to ask for a privilege", () => {
  it("names everyone who can grant it, or the account owner when nobody is known", () => {
    expect(whoCanGrant([])).toBe("An account owner can grant it.");
    expect(whoCanGrant(["Ada"])).toBe("Ada can grant it.");
    expect(whoCanGrant(["Ada", "Grace", "Joan"])).toBe("Ada, Grace or Joan can grant it.");
  });
});
