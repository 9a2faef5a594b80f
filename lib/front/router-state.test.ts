import { describe, expect, it } from "vitest";
import { isRouterState } from "@/lib/front/router-state";

const told = (value: unknown) => isRouterState(encodeURIComponent(JSON.stringify(value)));

const leaf = ["__PAGE__", {}];

describe("the router state a browser sends", () => {
  it.each([
    [["", { children: leaf }]],
    [["", { children: ["apps", { children: [...leaf, null, "refetch"] }, null, null] }, null, null, 4]],
    [["", { children: [["appId", "x", "d", null], { children: leaf }] }]],
    [["", { children: [["rest", "a/b", "oc", ["build"]], { children: leaf }, ["/a", "?b"], "inside-shared-layout"] }]],
    [["", { children: ["__PAGE__", {}, null, null, null, "?search=x"] }]],
  ])("may be a tree of Next's router: %j", (value) => {
    expect(told(value)).toBe(true);
  });

  it.each([
    [null],
    [[]],
    [["", []]],
    [["", {}, ["x"]]],
    [["", {}, null, "other"]],
    [["", {}, null, null, true]],
    [["", {}, null, null, null, 1]],
    [["", {}, null, null, null, "", 1]],
    [[["appId", "x", "d"], {}]],
    [[["appId", "x", "zz", null], {}]],
    [["", { children: ["x"] }]],
  ])("may not be anything else: %j", (value) => {
    expect(told(value)).toBe(false);
  });

  it.each(["%", "%E0%A4%A", "[", encodeURIComponent('["",{"__proto__":["",{}]}]')])("may not be %s", (text) => {
    expect(isRouterState(text)).toBe(false);
  });
});
