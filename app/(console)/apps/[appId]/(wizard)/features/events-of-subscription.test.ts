import { describe, expect, it } from "vitest";
import { scopesBrought } from "./events-of-subscription";

const event = (id: string, scopes: string[], grantable = scopes) => ({
  id,
  product: "P",
  title: id,
  scopes,
  grantable,
});

describe("the scopes that come with events", () => {
  it("are the first alternative that may be added", () => {
    expect(scopesBrought([event("e", ["x:admin", "x"], ["x"])], [])).toEqual(["x"]);
  });

  it("are none where an alternative is held, or none is needed", () => {
    expect(scopesBrought([event("e", ["x:admin", "x"]), event("f", [])], ["x"])).toEqual([]);
  });

  it("come once, also when several events need them", () => {
    expect(scopesBrought([event("e", ["x"]), event("f", ["y", "x"]), event("g", ["y"])], [])).toEqual(["x", "y"]);
  });
});
