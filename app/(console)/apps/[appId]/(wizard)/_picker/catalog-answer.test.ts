import { describe, expect, it } from "vitest";
import { answerOf, countsOf, whoCanGrant } from "./catalog-answer";

const hits = [
  { id: "b1", product: "B", group: "First" },
  { id: "a1", product: "A", group: "First" },
  { id: "b2", product: "B", group: "First" },
  { id: "a2", product: "A", group: "Second" },
];
const products = ["A", "B", "C"];
const asked = { product: null, products, most: 3, toItem: (hit: { id: string }) => hit.id };

describe("the answer to a search", () => {
  it("keeps the best hit first, and puts the product into group names if several are shown", () => {
    expect(answerOf(hits, asked).groups).toEqual([
      { name: "B · First", items: ["b1", "b2"] },
      { name: "A · First", items: ["a1"] },
    ]);
  });

  it("sends at most the given number of items, and says how many were found", () => {
    const { shown, total } = answerOf(hits, asked);
    expect({ shown, total }).toEqual({ shown: 3, total: 4 });
  });

  it("counts the hits of every product, whether sent or not, and whichever is chosen", () => {
    const counts = [
      { name: "A", found: 2 },
      { name: "B", found: 2 },
      { name: "C", found: 0 },
    ];
    expect(answerOf(hits, asked).categories).toEqual(counts);
    expect(answerOf(hits, { ...asked, product: "C" }).categories).toEqual(counts);
  });

  it("sends a chosen product whole", () => {
    const { groups, total } = answerOf(hits, { ...asked, product: "A", most: 1 });
    expect(groups).toEqual([
      { name: "First", items: ["a1"] },
      { name: "Second", items: ["a2"] },
    ]);
    expect(total).toBe(2);
  });
});

describe("the products of a catalog", () => {
  it("are counted, in order of first occurrence", () => {
    expect([...countsOf(hits)]).toEqual([
      ["B", 2],
      ["A", 2],
    ]);
  });
});

describe("whom to ask for a privilege", () => {
  it("names everyone who can grant it, or the account owner when nobody is known", () => {
    expect(whoCanGrant([])).toBe("Ask an account owner.");
    expect(whoCanGrant(["Ada"])).toBe("Ask Ada.");
    expect(whoCanGrant(["Ada", "Grace", "Joan"])).toBe("Ask Ada, Grace or Joan.");
  });
});
