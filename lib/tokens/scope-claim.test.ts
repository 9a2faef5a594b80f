import * as fc from "fast-check";
import { expect, it } from "vitest";
import { scopeOf, withoutScopeList } from "@/lib/tokens/scope-claim";

const rest = { client_id: "c", account_id: "a", iat: 1, exp: 2, jti: "j", epoch: 0, cred: "s" };
const held = Array.from({ length: 2_635 }, (_, i) => `meeting:read:part_${i}:admin`);

it("a token with all of its app's scopes has no list, and follows the app", () => {
  const claims = withoutScopeList({ ...rest, scope: held.join(" ") }, held);
  expect(claims).toEqual(rest);
  expect(scopeOf(claims, held).split(" ")).toEqual([...held].sort());
  expect(scopeOf(claims, ["b", "a"])).toBe("a b");
});

it("a token with some of its app's scopes has exactly those, in whatever order the app's are read", () => {
  fc.assert(
    fc.property(fc.subarray(held, { minLength: 1, maxLength: held.length - 1 }), (chosen) => {
      const claims = withoutScopeList({ ...rest, scope: chosen.join(" ") }, held);
      expect(JSON.stringify(claims).length).toBeLessThan(700);
      expect(scopeOf(claims, held.toReversed()).split(" ")).toEqual([...chosen].sort());
    }),
    { seed: 1, numRuns: 30 },
  );
});

it("a token with some of its app's scopes has none once the app's are others", () => {
  const claims = withoutScopeList({ ...rest, scope: held.slice(1).join(" ") }, held);
  expect(scopeOf(claims, held.slice(1))).toBe("");
  expect(scopeOf(claims, [...held, "more"])).toBe("");
});

it("a token with a list has what the list says", () => {
  expect(scopeOf({ ...rest, scope: "a b" }, held)).toBe("a b");
});
