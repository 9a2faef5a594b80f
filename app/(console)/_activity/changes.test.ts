import { expect, test } from "vitest";
import { changesOf, laidOut, reasonsOf } from "./changes";

test("changes are listed by field, and unchanged fields are left out", () => {
  const before = { name: "Payroll", shortDescription: "", companyName: "Acme" };
  const after = { name: "Payroll", shortDescription: "Pays", companyName: "Acme GmbH" };
  expect(changesOf(before, after)).toEqual([
    { field: "Short description", before: "empty", after: "Pays" },
    { field: "Company name", before: "Acme", after: "Acme GmbH" },
  ]);
});

test("for a list, only the items removed and added are shown", () => {
  expect(changesOf({ events: ["a", "b"] }, { events: ["b", "c"] })).toEqual([
    { field: "Events", removed: ["a"], added: ["c"] },
  ]);
  expect(changesOf(null, { scopes: ["user:read:user", "user:read:user:admin"] })).toEqual([
    { field: "Scopes", removed: [], added: ["user:read:user", "user:read:user:admin"] },
  ]);
  expect(changesOf({ url: "https://example.com", events: [] }, null)).toEqual([
    { field: "Endpoint URL", before: "https://example.com", after: null },
  ]);
});

test("a role's rights are compared by privilege", () => {
  const before = { rights: { Users: "view", Reports: "edit" } };
  const after = { rights: { Users: "edit", Meetings: "view" } };
  expect(changesOf(before, after)).toEqual([
    { field: "Meetings", before: "None", after: "View" },
    { field: "Reports", before: "Edit", after: "None" },
    { field: "Users", before: "View", after: "Edit" },
  ]);
});

test("states and times are written as on other screens, names as they were typed", () => {
  expect(changesOf({ state: "activated", name: "draft" }, { oldEnds: "2026-11-22T10:15:30.000Z" })).toEqual([
    { field: "State", before: "Activated", after: null },
    { field: "Name", before: "draft", after: null },
    { field: "Old secrets expire", before: null, after: "2026-11-22 10:15 UTC" },
  ]);
});

test("the reasons are not listed as a change", () => {
  expect(changesOf(null, { because: "Olga changed a role" })).toEqual([]);
  expect(reasonsOf({ because: "Olga changed a role" })).toEqual(["Olga changed a role"]);
  expect(reasonsOf({ because: ["Add a scope.", 7] })).toEqual(["Add a scope."]);
  expect(reasonsOf(null)).toEqual([]);
});

test("an act without details has no changes", () => {
  expect(changesOf(null, null)).toEqual([]);
  expect(changesOf(["unexpected"], "unexpected")).toEqual([]);
});

test("short changes are shown in the row, long ones in a fold, and a yes or no is never folded away", () => {
  const few = changesOf(null, { scope: "meeting:read:meeting:admin", note: "Ask again in May" });
  expect(laidOut(few)).toEqual({ shown: few, folded: [] });
  const many = changesOf(null, { scope: "x".repeat(200), granted: false, needs: "Meetings: View" });
  expect(laidOut(many).shown).toEqual([{ field: "Granted", before: null, after: "no", isOutcome: true }]);
  expect(laidOut(many).folded.map(({ field }) => field)).toEqual(["Scope", "Needs"]);
});
