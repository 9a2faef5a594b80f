import { describe, expect, it } from "vitest";
import { addedBy, noPicks, removedBy, selectionOf, withChosen, withPick } from "./picking";

const held = new Set(["a", "b"]);

describe("picking", () => {
  it("separates added from removed", () => {
    const picks = withPick(withPick(noPicks, held, ["c", "d"], true), held, ["a"], false);
    expect(addedBy(picks)).toEqual(["c", "d"]);
    expect(removedBy(picks)).toEqual(["a"]);
    expect(selectionOf(held, picks)).toEqual(new Set(["b", "c", "d"]));
  });

  it("drops a pick that was undone, or that changes nothing", () => {
    const there = withPick(noPicks, held, ["a", "c"], true);
    expect(addedBy(there)).toEqual(["c"]);
    expect(withPick(there, held, ["c"], false).size).toBe(0);
  });

  it("shows the products with hits or selected items, and the current one", () => {
    const products = new Map([
      ["a", "One"],
      ["b", "One"],
      ["c", "Two"],
    ]);
    const categories = ["One", "Two", "Three", "Four", "Five"].map((name) => ({
      name,
      found: name === "Three" ? 9 : 0,
    }));
    expect(withChosen(categories, "Four", new Set(["a", "b", "c", "gone"]), (id) => products.get(id))).toEqual([
      { name: "One", found: 0, chosen: 2 },
      { name: "Two", found: 0, chosen: 1 },
      { name: "Three", found: 9, chosen: 0 },
      { name: "Four", found: 0, chosen: 0 },
    ]);
  });
});
