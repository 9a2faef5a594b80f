import { beforeEach, describe, expect, it } from "vitest";
import { listAuditedPeople, listAuditedPeopleOfApp } from "@/lib/activity/choices";
import { activityFilter } from "@/lib/activity/filter";
import { listActivity, listAppActivity } from "@/lib/activity/queries";
import { createApp } from "@/lib/apps/commands";
import { changeScopes } from "@/lib/apps/scope-commands";
import { type AuditEntryInput, record } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { randomId } from "@/lib/crypto";
import { db } from "@/lib/database/db";
import { changeRole } from "@/lib/people/commands";
import { previewRoleChange } from "@/lib/people/previews";
import { newAccount } from "@/tests/support/actors";

type Account = Awaited<ReturnType<typeof newAccount>>;

let account: Account;
let owner: Actor;
let admin: Actor;

beforeEach(async () => {
  account = await newAccount();
  owner = await account.as("owner");
  admin = await account.as("admin");
});

const note = (actor: Actor, entries: AuditEntryInput[], actId = randomId()) =>
  db().$transaction((tx) => record(tx, actor, actId, entries));

/** Reads everything the filter matches, page by page. */
async function readAll(actor: Actor, params: Record<string, string> = {}) {
  const acts = [];
  for (let before: string | null = null; ; ) {
    const page = await listActivity(actor, activityFilter(params), before);
    acts.push(...(page?.acts ?? []));
    if (!page?.next) return acts;
    before = page.next;
  }
}

const actionsOf = async (actor: Actor, params: Record<string, string> = {}) =>
  (await readAll(actor, params)).map((act) => act.cause.action);

/** Creates `count` apps of the admin, each with a scope only an admin may have. */
async function appsOfAdmin(count: number): Promise<string[]> {
  const ids = [];
  for (let i = 0; i < count; i++) {
    const { appId } = await createApp(admin, { name: `App ${i}` });
    await changeScopes(admin, { appId, add: ["meeting:read:meeting:admin"], remove: [] });
    ids.push(appId);
  }
  return ids;
}

async function demote(person: Actor): Promise<void> {
  const input = { userId: person.userId, roleId: account.roleId("developer") };
  await changeRole(owner, { ...input, seen: (await previewRoleChange(owner, input)).seen });
}

describe("activity is listed act by act", () => {
  it("with the cause first and its consequences counted below", async () => {
    await appsOfAdmin(12);
    await demote(admin);
    const [act] = await readAll(owner);
    expect(act?.cause).toMatchObject({ action: "person.roleChanged", targetName: "admin" });
    expect(act).toMatchObject({ total: 13, counts: [{ action: "app.scopesStripped", count: 12 }], isPart: false });
    expect(act?.followers.length).toBeLessThan(10);
    const whole = await readAll(owner, { act: act?.actId ?? "" });
    expect(whole.map(({ cause }) => cause.action).toSorted()).toEqual([
      ...Array(12).fill("app.scopesStripped"),
      "person.roleChanged",
    ]);
  });

  it("each act once, on one of many pages, however many entries it has", async () => {
    const target = { id: "target", name: "Target" };
    for (let i = 0; i < 60; i++) await note(owner, [{ action: "app.renamed", target }]);
    const strips = Array.from({ length: 2_000 }, () => ({ action: "app.scopesStripped" as const, target }));
    await note(owner, [...strips, { action: "role.changed", target: { id: "role", name: "Role" } }]);
    for (let i = 0; i < 60; i++) await note(admin, [{ action: "app.renamed", target }]);
    const acts = await readAll(owner);
    expect(acts.map((act) => act.cause.action)).toEqual([
      ...Array(60).fill("app.renamed"),
      "role.changed",
      ...Array(60).fill("app.renamed"),
      "account.created",
    ]);
    expect(new Set(acts.map((act) => act.actId)).size).toBe(acts.length);
    expect(acts[60]).toMatchObject({ total: 2_001, counts: [{ action: "app.scopesStripped", count: 2_000 }] });
  });

  it("marked as partial if the filter hides some of its entries", async () => {
    const [appId = ""] = await appsOfAdmin(2);
    await demote(admin);
    const app = await db().app.findUniqueOrThrow({ where: { id: appId } });
    const page = await listAppActivity(owner, app, activityFilter({}), null);
    expect(page?.acts[0]).toMatchObject({ cause: { action: "app.scopesStripped" }, isPart: true, total: 1 });
    expect(page?.acts.slice(1).map((act) => act.isPart)).toEqual([false, false]);
  });
});

describe("a filter", () => {
  it("by person finds what they did, and by Patchbay what no person did", async () => {
    const target = { id: "x", name: "X" };
    await note(admin, [{ action: "app.renamed", target }]);
    await note({ ...owner, userId: null, name: "Patchbay" } as never, [{ action: "app.purged", target }]);
    expect(await actionsOf(owner, { by: admin.userId })).toEqual(["app.renamed"]);
    expect(await actionsOf(owner, { by: "patchbay" })).toEqual(["app.purged"]);
    expect(await actionsOf(owner, { by: "nobody" })).toEqual([]);
  });

  it("by action finds one action, or a group", async () => {
    const target = { id: "x", name: "X" };
    for (const action of ["app.renamed", "app.scopesAdded", "app.scopesRemoved"] as const) {
      await note(owner, [{ action, target }]);
    }
    expect(await actionsOf(owner, { what: "app.scopesAdded" })).toEqual(["app.scopesAdded"]);
    expect(await actionsOf(owner, { what: "scopes" })).toEqual(["app.scopesRemoved", "app.scopesAdded"]);
  });

  it("by app accepts its ID, client ID or name, and lists the choices if several match", async () => {
    const { appId } = await createApp(admin, { name: "Payroll 100%" });
    await createApp(admin, { name: "Payroll 1000" });
    const { clientId } = await db().app.findUniqueOrThrow({ where: { id: appId } });
    for (const app of [appId, clientId, "payroll 100%"]) {
      expect(await listActivity(owner, activityFilter({ app }), null)).toMatchObject({
        apps: [{ id: appId }],
        acts: [{ cause: { action: "app.created", targetId: appId } }],
      });
    }
    const several = await listActivity(owner, activityFilter({ app: "payroll" }), null);
    expect(several).toMatchObject({ apps: [{ name: "Payroll 1000" }, { name: "Payroll 100%" }], acts: [] });
    expect(await listActivity(owner, activityFilter({ app: "no such app" }), null)).toMatchObject({ apps: [] });
  });

  it("by app finds the entries of a permanently deleted one", async () => {
    const { appId } = await createApp(admin, { name: "Gone" });
    await db().app.delete({ where: { id: appId } });
    const page = await listActivity(owner, activityFilter({ app: appId }), null);
    expect(page?.apps).toEqual([{ id: appId, name: "Gone", clientId: null }]);
    expect(page?.acts).toMatchObject([{ cause: { action: "app.created", isAppThere: false } }]);
  });

  it("by days selects whole days of the zone, by the database's time", async () => {
    const insert = (at: string) =>
      db().auditEntry.create({
        data: {
          accountId: account.accountId,
          at,
          action: "app.renamed",
          actorName: "x",
          address: "",
          targetId: at,
          targetName: at,
          actId: randomId(),
        },
      });
    const moments = [
      "2026-03-01T22:59:59.999Z",
      "2026-03-01T23:00:00Z",
      "2026-03-02T22:59:59.999Z",
      "2026-03-02T23:00:00Z",
    ];
    for (const moment of moments) await insert(moment);
    const day = { from: "2026-03-02", to: "2026-03-02" };
    const found = async (params: Record<string, string>) =>
      (await readAll(owner, params)).map((act) => act.cause.targetId);
    expect(await found({ ...day, zone: "Europe/Berlin" })).toEqual([moments[2], moments[1]]);
    expect(await found(day)).toEqual([moments[3], moments[2]]);
    expect(await found({ to: "2026-03-01" })).toEqual([moments[1], moments[0]]);
  });
});

describe("activity stays private", () => {
  it("to its account, whatever the filter names", async () => {
    const { appId } = await createApp(admin, { name: "Ours" });
    const [act] = await readAll(owner, { app: appId });
    const stranger = await (await newAccount()).as("owner");
    for (const [name, value] of Object.entries({ app: appId, by: admin.userId, act: act?.actId ?? "" })) {
      expect(await readAll(stranger, { [name]: value })).toEqual([]);
    }
    expect(await listAuditedPeople(stranger)).not.toContainEqual(expect.objectContaining({ id: admin.userId }));
    expect(await listAppActivity(stranger, { id: appId, ownerId: "" }, activityFilter({}), null)).toMatchObject({
      acts: [],
    });
  });

  it("to those who may see the account", async () => {
    const developer = await account.as("developer");
    expect(await listActivity(developer, activityFilter({}), null)).toBeNull();
  });

  it("without IP addresses for those who may only see an app", async () => {
    const { appId } = await createApp(admin, { name: "Theirs" });
    const app = { id: appId, ownerId: admin.userId };
    const developer = await account.as("developer");
    const addresses = async (actor: Actor) =>
      (await listAppActivity(actor, app, activityFilter({}), null))?.acts.map((act) => act.cause.address);
    expect(await addresses(developer)).toEqual([""]);
    expect(await addresses(admin)).toEqual(["127.0.0.1"]);
  });
});

it("the people to choose from are those who appear in it, including removed ones", async () => {
  const { appId } = await createApp(admin, { name: "One" });
  await note({ ...owner, userId: "gone", name: "Greta Gone" } as never, [
    { action: "person.signedIn", target: { id: "gone", name: "Greta Gone" } },
  ]);
  const people = await listAuditedPeople(owner);
  expect(people).toContainEqual({ id: admin.userId, name: "admin", isRemoved: false });
  expect(people).toContainEqual({ id: "gone", name: "Greta Gone", isRemoved: true });
  expect(people).toHaveLength(3);
  expect(await listAuditedPeopleOfApp(owner, appId)).toEqual([{ id: admin.userId, name: "admin", isRemoved: false }]);
});
