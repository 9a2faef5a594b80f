import { describe, expect, it } from "vitest";
import { addedBy, noPicks, removedBy, selectionOf, withChosen, withPick } from "./picking";

const held = new Set(["a", "b"]);

describe("picking", () => {
  it("tells what is added and removed apart", () => {
    const picks = withPick(withPick(noPicks, held, ["c", "d"], true), held, ["a"], false);
    expect(addedBy(picks)).toEqual(["c", "d"]);
    expect(removedBy(picks)).toEqual(["a"]);
    expect(selectionOf(held, picks)).toEqual(new Set(["b", "c", "d"]));
  });

  it("forgets a pick that was taken back, and one of what is held already", () => {
    const there = withPick(noPicks, held, ["a", "c"], true);
    expect(addedBy(there)).toEqual(["c"]);
    expect(withPick(there, held, ["c"], false).size).toBe(0);
  });

  it("counts what is selected by product, leaving out what it does not know", () => {
    const products = new Map([
      ["a", "One"],
      ["b", "One"],
    ]);
    const counted = withChosen(
      [
        { name: "One", total: 5 },
        { name: "Two", total: 1 },
      ],
      new Set(["a", "b", "gone"]),
      (id) => products.get(id),
    );
    expect(counted).toEqual([
      { name: "One", total: 5, chosen: 2 },
      { name: "Two", total: 1, chosen: 0 },
    ]);
  });
});
