import { expect, test } from "vitest";
import { classicNames } from "./classic";
import { expand } from "./expand";
import { scopeTitle } from "./sentences";
import type { Line, Product } from "./vocabulary";

const productOf = (line: Line, more: Partial<Product> = {}): Product => ({
  name: "Garden",
  privilege: "Account",
  families: [{ prefix: "garden", classic: "garden", classicOf: { "-": "pond" }, groups: { Plants: { tree: line } } }],
  events: {},
  ...more,
});

test("grants are expanded in the order they are written", () => {
  const { scopes } = expand([productOf(["~ trees", "read,update:ua delete:m"])]);
  expect(scopes.map(({ id }) => id)).toEqual([
    "garden:read:tree",
    "garden:read:tree:admin",
    "garden:update:tree",
    "garden:update:tree:admin",
    "garden:delete:tree:master",
  ]);
  expect(scopes[0]).toMatchObject({ product: "Garden", group: "Plants", level: "user", classic: ["garden:read"] });
});

test("an event offers its scopes in the order admin, user, master, however they are written", () => {
  const { events } = expand([
    productOf(["~ trees", "read:uam"], { events: { "garden:read:tree mua": { x: "A tree" } } }),
  ]);
  expect(events[0]?.scopes).toEqual(["garden:read:tree:admin", "garden:read:tree", "garden:read:tree:master"]);
});

test.each(["reed:u", "read:x", ""])("an invalid grant is an error: %j", (grants) => {
  expect(() => expand([productOf(["~ trees", grants])])).toThrow("catalog");
});

test.each([
  ["~ trees", undefined, "View your own trees", "View any user's trees in the account"],
  ["members ^ %", "Add", "Add members to yourself", "Add members to any user in the account"],
  ["settings of @", undefined, "View settings of your account", "View settings of the account"],
  ["{one|two|three}", undefined, "View one", "View two in the account"],
  ["{one}", undefined, "View one", "View one in the account"],
  ["trees", "Cut ~ trees", "Cut your own trees", "Cut any user's trees in the account"],
  ["= Climb ~ trees.", undefined, "Climb your own trees", "Climb any user's trees"],
])("words %j with the own verb %j", (words, own, asUser, asAdmin) => {
  expect(scopeTitle(words, "read", "tree", "user", own)).toBe(asUser);
  expect(scopeTitle(words, "read", "tree", "admin", own)).toBe(asAdmin);
});

test("a list is listed, and master covers sub-accounts", () => {
  expect(scopeTitle("trees", "read", "list_trees", "master")).toBe("List trees in the account and its sub-accounts");
});

test.each([
  ["a", "update", "user", ["a:write"]],
  ["a", "read", "master", ["a:master"]],
  ["a+", "read", "admin", ["a:read:admin", "a:write:admin"]],
  ["a!", "delete", "master", ["a:write:master"]],
  ["a+!", "read", "master", ["a:read:master", "a:write:master"]],
  ["a/x", "read", "admin", ["a:read:admin:x"]],
  ["a b", "read", "user", ["a:read", "b:read"]],
  ["a =b", "read", "user", ["a:read", "b"]],
  ["a@am b@delete c@read:u", "read", "user", ["c:read"]],
  ["-", "read", "user", []],
] as const)("classic terms %j on %s, %s level", (terms, action, level, names) => {
  expect(classicNames(terms, action, level)).toEqual(names);
});

test("an invalid classic term is an error", () => {
  expect(() => classicNames("a?", "read", "user")).toThrow("invalid classic term");
});
