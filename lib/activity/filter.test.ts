import { expect, test } from "vitest";
import { actionsOf, activityFilter, activityParams, isFiltered } from "./filter";

test("a filter can be read back from its own URL", () => {
  const params = {
    by: "patchbay",
    what: "scopes",
    app: "Pay & roll",
    from: "2026-11-01",
    to: "2026-11-22",
    zone: "Europe/Berlin",
    act: "a-b_c",
  };
  const filter = activityFilter(params);
  expect(filter).toEqual(params);
  expect(activityFilter(Object.fromEntries(activityParams(filter)))).toEqual(filter);
});

test("invalid values in a URL are ignored", () => {
  const filter = activityFilter({
    by: "' or 1=1",
    what: "app.exploded",
    app: "\u0000 ",
    from: "2026-02-30",
    to: "now",
    zone: "Mars/Base",
    act: "x".repeat(65),
    before: "1",
  });
  expect(isFiltered(filter)).toBe(false);
  expect(activityParams(filter).size).toBe(0);
});

test("a time zone alone is not a filter", () => {
  const filter = activityFilter({ zone: "Europe/Berlin" });
  expect(isFiltered(filter)).toBe(false);
  expect(activityParams(filter).size).toBe(0);
});

test("a group selects its actions, an action itself", () => {
  expect(actionsOf("ownership")).toContain("app.transferred");
  expect(actionsOf("app.transferred")).toEqual(["app.transferred"]);
  expect(actionsOf("toString")).toEqual([]);
});
