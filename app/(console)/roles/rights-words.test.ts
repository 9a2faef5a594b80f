import { expect, it } from "vitest";
import { rightsWords } from "./rights-words";

it("the summary of what a role grants counts privileges, in singular and plural", () => {
  expect(rightsWords({})).toBe("Nothing");
  expect(rightsWords({ Users: "view" })).toBe("View on 1 privilege");
  expect(rightsWords({ Users: "edit", Roles: "edit" })).toBe("Edit on 2 privileges");
  expect(rightsWords({ Users: "edit", Roles: "view", Phone: "view" })).toBe("Edit on 1, View on 2 privileges");
});
