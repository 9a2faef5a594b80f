import { describe, expect, it } from "vitest";
import { scopesBrought } from "./events-of-subscription";

const event = (id: string, scopes: string[], grantable = scopes) => ({
  id,
  product: "P",
  title: id,
  scopes,
  grantable,
});

describe("the scopes added with events", () => {
  it("are the first alternative that can be added", () => {
    expect(scopesBrought([event("e", ["x:admin", "x"], ["x"])], [])).toEqual(["x"]);
  });

  it("are none if an alternative is held or the event needs no scope", () => {
    expect(scopesBrought([event("e", ["x:admin", "x"]), event("f", [])], ["x"])).toEqual([]);
  });

  it("are listed once, even if several events need them", () => {
    expect(scopesBrought([event("e", ["x"]), event("f", ["y", "x"]), event("g", ["y"])], [])).toEqual(["x", "y"]);
  });
});
