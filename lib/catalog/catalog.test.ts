import { describe, expect, test } from "vitest";
import { apiPrivileges } from "@/lib/rights/privileges";
import { catalog } from "./";
import { products } from "./all-products";
import { apis } from "./apis";

const scopes = new Map(catalog.scopes.map((scope) => [scope.id, scope]));
const titles = [...catalog.scopes, ...catalog.events].map(({ title }) => title);
const duplicates = (values: string[]) => values.filter((value, at) => values.indexOf(value) !== at);
const pick = (id: string) => scopes.get(id) ?? expect.fail(`${id} is not in the catalog`);

describe("scopes", () => {
  test("the catalog covers 49 products of the platform with at least 2,600 scopes, and Patchbay", () => {
    expect(catalog.scopes.length).toBeGreaterThanOrEqual(2_600);
    expect(new Set(catalog.scopes.map(({ product }) => product)).size).toBe(50);
  });

  test("every identifier is unique", () => {
    expect(scopes.size).toBe(catalog.scopes.length);
  });

  test("every identifier is its prefix, action, resource and level", () => {
    for (const { id, action, resource, level } of catalog.scopes) {
      expect(id).toMatch(/^[a-z][a-z0-9_]*:(read|write|update|patch|delete):[a-z][a-z0-9_]*(:admin|:master)?$/);
      expect(id.split(":").slice(1)).toEqual([action, resource, ...(level === "user" ? [] : [level])]);
    }
  });

  test("the level decides the privilege: S2S apps, the product's, Master", () => {
    const ofProduct = new Map(products.map(({ name, privilege }) => [name, privilege]));
    for (const { id, product, level, action, privilege, access } of catalog.scopes) {
      const expected = { user: "S2S apps", admin: ofProduct.get(product), master: "Master" }[level];
      const view = level === "admin" && action === "read";
      expect({ id, privilege, access }).toEqual({ id, privilege: expected, access: view ? "view" : "edit" });
    }
  });

  test("every product's privilege can be granted to a role", () => {
    for (const { privilege } of products) expect(apiPrivileges).toContain(privilege);
  });

  test.each([
    ["meeting:read:list_meetings:admin", "Meetings", "view"],
    ["meeting:write:meeting:admin", "Meetings", "edit"],
    ["cloud_recording:delete:recording_file:admin", "Recordings", "edit"],
    ["team_chat:update:channel:admin", "Team Chat", "edit"],
    ["meeting:read:meeting", "S2S apps", "edit"],
    ["account:read:sub_account:master", "Master", "edit"],
    ["marketplace:write:event:admin", "Integrations", "edit"],
  ])("%s needs %s: %s", (id, privilege, access) => {
    expect(pick(id)).toMatchObject({ privilege, access });
  });

  test.each([
    ["meeting:read:meeting", ["meeting:read"]],
    ["meeting:delete:meeting:admin", ["meeting:write:admin"]],
    ["meeting:read:meeting:master", ["meeting:master"]],
    ["user:read:user", ["user:read", "user:write", "user_info:read", "user_profile"]],
    ["meeting:read:live_streaming_token:admin", ["meeting_token:read:admin:live_streaming"]],
    ["role:read:list_roles:master", ["role:master", "role:read:master", "role:write:master"]],
    ["number_management:read:numbers:master", ["number_management_numbers:read:master"]],
    ["phone:read:list_numbers:admin", []],
    ["docs:delete:file:admin", ["docs:delete:admin"]],
  ])("%s was %j before scopes were granular", (id, classic) => {
    expect(pick(id).classic).toEqual(classic);
  });

  test("a scope that allows Patchbay's own API names the routes", () => {
    const opening = catalog.scopes.filter((scope) => scope.apis.length > 0).map((scope) => [scope.id, scope.apis]);
    expect(Object.fromEntries(opening)).toEqual(apis);
    expect(pick("user:read:user:admin").apis).toEqual(["GET /v2/users/me"]);
  });

  test("resources named by other classic terms exist", () => {
    for (const { families } of products) {
      for (const { classicOf = {}, groups } of families) {
        const resources = Object.values(groups).flatMap((lines) => Object.keys(lines));
        const named = Object.values(classicOf).flatMap((names) => names.split(" "));
        expect(resources).toEqual(expect.arrayContaining(named));
        expect(duplicates(named)).toEqual([]);
      }
    }
  });
});

describe("titles", () => {
  const without = (fault: RegExp) => expect(titles.filter((title) => fault.test(title))).toEqual([]);

  test("are phrases in sentence case, at most 120 characters long", () => {
    expect(titles.filter((title) => !/^[A-Z][A-Za-z]* \S.{1,118}$/.test(title))).toEqual([]);
  });

  test("have no unfilled slot, no raw name, no doubled space, no final period", () => {
    without(/[_~%@^{}|=]|\s\s|\s$|[.:]$|undefined/);
  });

  test("repeat no word", () => {
    without(/\b(\w+) \1\b/i);
  });

  test("have the right article", () => {
    without(/\ba [aeio]|\ban [bcdfgjklmnpqrstvwxyz]/);
  });

  test("no two scopes of one product read the same, nor two events", () => {
    expect(duplicates(catalog.scopes.map(({ product, title }) => `${product}: ${title}`))).toEqual([]);
    expect(duplicates(catalog.events.map(({ product, title }) => `${product}: ${title}`))).toEqual([]);
  });

  test("a user-level scope is about oneself, the others cover the account, and master its sub-accounts", () => {
    const says = { user: /\byour|\byou\b/, admin: /account\b/, master: /sub-account/ };
    for (const { id, level, title } of catalog.scopes.filter(({ level }) => level !== "admin")) {
      expect(title, id).toMatch(says[level]);
    }
  });

  test.each([
    ["cloud_recording:read:list_account_recordings:admin", "List all recordings of the account"],
    ["user:update:email", "Change your own email address"],
    ["user:update:email:admin", "Change any user's email address in the account"],
    ["user:update:email:master", "Change any user's email address in the account and its sub-accounts"],
    ["meeting:write:meeting", "Schedule meetings for yourself"],
    ["meeting:write:registrant:admin", "Add registrants to any user's meetings in the account"],
    ["group:delete:member:admin", "Remove members from groups in the account"],
    ["phone:write:call_queue_number:admin", "Assign phone numbers to call queues in the account"],
    ["account:update:settings:master", "Change settings of the account and its sub-accounts"],
    ["role:read:list_roles:admin", "List roles in the account"],
  ])("%s reads: %s", (id, title) => {
    expect(pick(id).title).toBe(title);
  });
});

describe("events", () => {
  test("there are at least 440, without duplicates", () => {
    expect(catalog.events.length).toBeGreaterThanOrEqual(440);
    expect(duplicates(catalog.events.map(({ id }) => id))).toEqual([]);
  });

  test("the scopes an event needs exist, in the order admin, user, master", () => {
    const order = ["admin", "user", "master"];
    for (const event of catalog.events) {
      const levels = event.scopes.map((id) => order.indexOf(pick(id).level));
      expect({ id: event.id, levels }).toEqual({ id: event.id, levels: [...levels].sort() });
    }
  });

  test.each([
    ["meeting.started", ["meeting:read:meeting:admin", "meeting:read:meeting"]],
    ["user.updated", ["user:read:user:admin", "user:read:user", "user:read:user:master"]],
    ["group.created", ["group:read:group:admin", "group:read:group:master"]],
    ["app_deauthorized", []],
  ])("%s is allowed by %j", (id, needed) => {
    expect(catalog.events.find((event) => event.id === id)?.scopes).toEqual(needed);
  });

  test("an event's title says what has happened", () => {
    expect(catalog.events.find(({ id }) => id === "meeting.started")?.title).toBe("A meeting has started");
  });
});
