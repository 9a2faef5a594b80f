import { expect, it } from "vitest";
import { rightsWords } from "./rights-words";

it("what a role grants is told in short, and agrees with its number", () => {
  expect(rightsWords({})).toBe("Nothing");
  expect(rightsWords({ Users: "view" })).toBe("View on 1 privilege");
  expect(rightsWords({ Users: "edit", Roles: "edit" })).toBe("Edit on 2 privileges");
  expect(rightsWords({ Users: "edit", Roles: "view", Phone: "view" })).toBe("Edit on 1, View on 2 privileges");
});
