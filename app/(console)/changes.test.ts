import { expect, test } from "vitest";
import { changesOf } from "./changes";

test("what changed is said field by field, what stayed the same is left out", () => {
  const before = { name: "Payroll", shortDescription: "", companyName: "Acme" };
  const after = { name: "Payroll", shortDescription: "Pays", companyName: "Acme GmbH" };
  expect(changesOf(before, after)).toEqual([
    { field: "Short description", before: "empty", after: "Pays" },
    { field: "Company name", before: "Acme", after: "Acme GmbH" },
  ]);
});

test("an act with one half only shows what was added or taken away", () => {
  expect(changesOf(null, { scopes: ["user:read:user", "user:read:user:admin"] })).toEqual([
    { field: "Scopes", before: null, after: "user:read:user, user:read:user:admin" },
  ]);
  expect(changesOf({ url: "https://example.com", events: [] }, null)).toEqual([
    { field: "URL", before: "https://example.com", after: null },
    { field: "Events", before: "none", after: null },
  ]);
});

test("an act without details has no changes", () => {
  expect(changesOf(null, null)).toEqual([]);
  expect(changesOf(["unexpected"], "unexpected")).toEqual([]);
});
