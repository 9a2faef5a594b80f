import { expect, it } from "vitest";
import { openedScopes } from "./opened-scopes";

const facts = { privilege: "Users", governs: "People", products: ["User", "Contacts"], level: "admin" } as const;

it("a privilege is described by the number, level and products of the scopes it opens", () => {
  const users = { ...facts, products: [...facts.products], scopes: { view: 16, edit: 32 } };
  expect(openedScopes(users, "view")).toBe("16 admin-level scopes that read, of User and Contacts.");
  expect(openedScopes(users, "edit")).toBe("32 admin-level scopes, of User and Contacts.");
  const apps = { ...users, level: "user" as const, products: [], scopes: { view: 0, edit: 586 } };
  expect(openedScopes(apps, "view")).toBe("No scopes: the 586 user-level ones require Edit.");
  expect(openedScopes(apps, "edit")).toBe("586 user-level scopes, whatever the product.");
});
