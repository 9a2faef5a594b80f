import { describe, expect, test } from "vitest";
import { allScopes, eventsOfScope, findScope, productsOfScopes } from "@/lib/catalog/scopes";
import { searchScopes } from "@/lib/scopes/search";

const idsOf = (query: string) => searchScopes(query).map(({ id }) => id);

describe("search", () => {
  test("every exact ID is its own first hit", () => {
    for (const { id } of allScopes()) expect(idsOf(id)[0]).toBe(id);
  });

  test("IDs that begin with the query come before titles, titles before the rest", () => {
    const ids = idsOf("meeting");
    const firstOther = ids.findIndex((id) => !id.startsWith("meeting"));
    expect(ids.slice(0, firstOther).every((id) => id.startsWith("meeting"))).toBe(true);
    expect(ids.slice(firstOther).some((id) => id.startsWith("meeting"))).toBe(false);
    const [byTitle, byEvent] = [ids.indexOf("report:read:meeting:admin"), ids.indexOf("rtms:read:rtms_started")];
    expect(byTitle).toBeGreaterThan(0);
    expect(byEvent).toBeGreaterThan(0);
  });

  test.each([
    ["list users", "user:read:list_users:admin"],
    ["List Us", "user:read:list_users:admin"],
    ["list_users", "user:read:list_users:admin"],
    ["user read user", "user:read:user"],
    ["user:read", "user:read:user"],
    ["view any user's meetings", "meeting:read:meeting:admin"],
  ])("what an ID or title begins with comes first: %j", (query, id) => {
    expect(idsOf(query)[0]).toBe(id);
  });

  test("an exact classic name finds its scopes first", () => {
    const named = allScopes().filter(({ classic }) => classic.includes("role:read:admin"));
    const hits = searchScopes("role:read:admin");
    expect(named.length).toBeGreaterThan(1);
    expect(hits.slice(0, named.length)).toEqual(named);
  });

  test("an event's name or title finds the scopes that open it", () => {
    expect(idsOf("user.signed_in")).toEqual(["user:read:user", "user:read:user:admin", "user:read:user:master"]);
    expect(idsOf("has signed in")).toContain("user:read:user:admin");
  });

  test("every word must match somewhere, in any order", () => {
    expect(idsOf("email change any")).toContain("user:update:email:admin");
    expect(idsOf("change email zebra")).toEqual([]);
  });

  test("a word matches at the beginning of a word, or anywhere in the ID", () => {
    expect(idsOf("registr approve")).toContain("meeting:update:registrant_status:admin");
    expect(idsOf("ecordings")).toContain("cloud_recording:read:list_account_recordings:admin");
    expect(idsOf("imezone")).toEqual([]);
  });

  test.each(["USER:READ:USER:ADMIN", " user:read:user:admin, ", "(user:read:user:admin)", "ｕser:read:usér:admin"])(
    "case, spaces, accents and surrounding punctuation don't matter: %j",
    (query) => {
      expect(idsOf(query)[0]).toBe("user:read:user:admin");
    },
  );

  test.each(["", "   ", "\u0000", "!?", "::"])("a query without words finds all scopes: %j", (query) => {
    expect(searchScopes(query)).toEqual(allScopes());
  });

  test.each(["x".repeat(10_000), "zz\u0000zz".repeat(3_000), "\ud800zzz", "\\%_*zzq", "$1 zzq", "constructor"])(
    "hostile text %# finds nothing and does no harm",
    (query) => {
      expect(searchScopes(query)).toEqual([]);
    },
  );

  test("the same query always gives the same order", () => {
    expect(idsOf("phone read")).toEqual(idsOf("phone  READ"));
  });
});

describe("the catalog", () => {
  test("the products together contain all scopes", () => {
    const totals = productsOfScopes().map(({ total }) => total);
    expect(totals.reduce((sum, total) => sum + total, 0)).toBe(searchScopes("").length);
  });

  test("a scope can be found by its ID", () => {
    expect(findScope("role:read:list_roles:admin")?.apis).toEqual(["GET /v2/roles"]);
    expect(findScope("role:read:nothing:admin")).toBeUndefined();
    expect(findScope("__proto__")).toBeUndefined();
  });

  test("a scope's events are those it opens", () => {
    expect(eventsOfScope("meeting:read:summary").map(({ id }) => id)).toContain("meeting.summary_completed");
    expect(eventsOfScope("meeting:write:meeting")).toEqual([]);
  });
});
