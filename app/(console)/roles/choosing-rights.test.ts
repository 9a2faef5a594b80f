import { describe, expect, it } from "vitest";
import { allAt, asFarAs, withChoice } from "./choosing-rights";

describe("setting what a role grants", () => {
  it("changes only the chosen privilege; None removes it", () => {
    expect(withChoice({ Users: "view" }, "Roles", "edit")).toEqual({ Users: "view", Roles: "edit" });
    expect(withChoice({ Users: "view", Roles: "edit" }, "Users", "none")).toEqual({ Roles: "edit" });
  });

  it("never grants more than the actor holds, or Master: Edit becomes View if only View is held", () => {
    const held = { Users: "view", Roles: "edit" } as const;
    expect(asFarAs(held, { Users: "edit", Roles: "edit", Phone: "view", Master: "edit" })).toEqual({
      Users: "view",
      Roles: "edit",
    });
    expect(asFarAs({ Master: "edit" }, { Master: "edit" })).toEqual({});
    expect(allAt("edit", held)).toEqual({ Users: "view", Roles: "edit" });
    expect(allAt("view", held)).toEqual({ Users: "view", Roles: "view" });
    expect(allAt("none", held)).toEqual({});
  });
});
