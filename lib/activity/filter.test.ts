import { expect, test } from "vitest";
import { actionsOf, activityFilter, activityParams, isFiltered } from "./filter";

test("a filter is read back from its own address", () => {
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

test("what makes no sense in an address is left out", () => {
  const filter = activityFilter({
    by: "' or 1=1",
    what: "app.exploded",
    app: "x\u0000",
    from: "2026-02-30",
    to: "now",
    zone: "Mars/Base",
    act: "x".repeat(65),
    before: "1",
  });
  expect(isFiltered(filter)).toBe(false);
  expect(activityParams(filter).size).toBe(0);
});

test("a time zone alone is no filter", () => {
  const filter = activityFilter({ zone: "Europe/Berlin" });
  expect(isFiltered(filter)).toBe(false);
  expect(activityParams(filter).size).toBe(0);
});

test("a group stands for its actions, an action for itself", () => {
  expect(actionsOf("ownership")).toContain("app.transferred");
  expect(actionsOf("app.transferred")).toEqual(["app.transferred"]);
  expect(actionsOf("toString")).toEqual([]);
});
