import { beforeEach, describe, expect, it } from "vitest";
import { activateApp, createApp, saveInformation } from "@/lib/apps/commands";
import { restoreScopes } from "@/lib/apps/lost-scopes";
import { changeScopes } from "@/lib/apps/scope-commands";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/database/db";
import { changeRole, deactivatePerson, reactivatePerson, removePerson } from "@/lib/people/commands";
import { findOpenResetLink, makeResetLink } from "@/lib/people/password-links";
import { previewRemoval, previewRoleChange } from "@/lib/people/previews";
import { listPeople } from "@/lib/people/queries";
import { newAccount } from "@/tests/support/actors";

const userLevel = "user:read:user";
const adminLevel = "meeting:read:meeting:admin";

type Account = Awaited<ReturnType<typeof newAccount>>;

let account: Account;
let owner: Actor;
let admin: Actor;

beforeEach(async () => {
  account = await newAccount();
  owner = await account.as("owner");
  admin = await account.as("admin");
});

async function activatedApp(actor: Actor, scopes: string[]): Promise<string> {
  const { appId } = await createApp(actor, { name: "Reporting" });
  await saveInformation(actor, { appId, changes: { contactEmail: { from: actor.email, to: "dev@example.com" } } });
  await changeScopes(actor, { appId, add: scopes, remove: [] });
  await activateApp(actor, { appId });
  return appId;
}

const appOf = (id: string) =>
  db().app.findUniqueOrThrow({
    where: { id },
    select: {
      state: true,
      epoch: true,
      ownerId: true,
      scopes: { select: { scopeId: true }, orderBy: { scopeId: "asc" } },
      scopeLosses: true,
      notices: true,
    },
  });

/** Previews the effect, then confirms it, as the dialog does. */
async function giveRole(by: Actor, userId: string, kind: "owner" | "admin" | "developer" | "member") {
  const roleId = account.roleId(kind);
  const effect = await previewRoleChange(by, { userId, roleId });
  await changeRole(by, { userId, roleId, seen: effect.seen });
  return effect;
}

describe("a role change", () => {
  it("removes the scopes the new role doesn't grant from every app, and lists them beforehand", async () => {
    const appId = await activatedApp(admin, [userLevel, adminLevel]);
    const effect = await giveRole(owner, admin.userId, "developer");
    expect(effect).toMatchObject({ appCount: 1, scopeCount: 1, deactivatedCount: 0 });
    expect(effect.apps).toMatchObject([{ id: appId, scopes: [adminLevel], isDeactivated: false }]);
    const app = await appOf(appId);
    expect(app).toMatchObject({ state: "activated", scopes: [{ scopeId: userLevel }] });
    expect(app.scopeLosses).toMatchObject([{ chosen: [adminLevel], required: [], deactivated: false }]);
    expect(app.scopeLosses[0]?.cause).toContain("from Admin to Developer");
  });

  it("deactivates an activated app that loses its last scope; one click restores the scopes but doesn't activate it", async () => {
    const appId = await activatedApp(admin, [userLevel, adminLevel]);
    const effect = await giveRole(owner, admin.userId, "member");
    expect(effect).toMatchObject({ deactivatedCount: 1, scopeCount: 2 });
    expect(await appOf(appId)).toMatchObject({ state: "deactivated", epoch: 1, scopes: [] });
    await giveRole(owner, admin.userId, "admin");
    expect(await restoreScopes(owner, { appId })).toEqual({ restored: 2 });
    expect(await appOf(appId)).toMatchObject({
      state: "deactivated",
      scopes: [{ scopeId: adminLevel }, { scopeId: userLevel }],
      scopeLosses: [],
    });
  });

  it("previews what the person gains and loses", async () => {
    const member = await account.as("member");
    const gain = await previewRoleChange(owner, { userId: member.userId, roleId: account.roleId("developer") });
    expect(gain).toMatchObject({ gains: ["S2S apps: Edit"], loses: [], appCount: 0, seen: "nothing" });
    const loss = await previewRoleChange(owner, { userId: admin.userId, roleId: account.roleId("developer") });
    expect(loss.gains).toEqual([]);
    expect(loss.loses).toContain("Users: Edit");
    expect(loss.loses).not.toContain("S2S apps: Edit");
  });

  it("does nothing if the effect has changed since the preview", async () => {
    await activatedApp(admin, [userLevel, adminLevel]);
    const roleId = account.roleId("developer");
    const { seen } = await previewRoleChange(owner, { userId: admin.userId, roleId });
    await activatedApp(admin, [adminLevel]);
    await expect(changeRole(owner, { userId: admin.userId, roleId, seen })).rejects.toMatchObject({
      code: "effect-changed",
    });
    expect(await db().user.findUnique({ where: { id: admin.userId } })).toMatchObject({
      roleId: account.roleId("admin"),
    });
  });

  it("is one act in the audit log: the change and what every app lost", async () => {
    await activatedApp(admin, [adminLevel]);
    await giveRole(owner, admin.userId, "developer");
    const entries = await db().auditEntry.findMany({
      where: {
        accountId: account.accountId,
        action: { in: ["person.roleChanged", "app.scopesStripped", "app.deactivated"] },
      },
    });
    expect(entries.map((entry) => entry.action).sort()).toEqual([
      "app.deactivated",
      "app.scopesStripped",
      "person.roleChanged",
    ]);
    expect(new Set(entries.map((entry) => entry.actId)).size).toBe(1);
  });

  it("is refused to anyone who has less than the new role grants, or less than the person has", async () => {
    const second = await account.as("admin");
    const developer = await account.as("developer");
    const change = (by: Actor, userId: string, kind: "owner" | "admin") =>
      changeRole(by, { userId, roleId: account.roleId(kind), seen: "nothing" });
    await expect(change(admin, second.userId, "owner")).rejects.toMatchObject({ code: "forbidden" });
    await expect(change(admin, admin.userId, "owner")).rejects.toMatchObject({ code: "forbidden" });
    await expect(change(admin, owner.userId, "admin")).rejects.toMatchObject({ code: "forbidden" });
    await expect(change(developer, developer.userId, "admin")).rejects.toMatchObject({ code: "forbidden" });
  });

  it("ends the password links created for the person earlier", async () => {
    const { link } = await makeResetLink(admin, { userId: (await account.as("member")).userId });
    const token = link.split("/").at(-1) ?? "";
    const member = await db().user.findFirstOrThrow({ where: { passwordResets: { some: { usedAt: null } } } });
    expect(await findOpenResetLink(token)).not.toBeNull();
    await giveRole(owner, member.id, "owner");
    expect(await findOpenResetLink(token)).toBeNull();
  });

  it("can't reach into another account", async () => {
    const stranger = await (await newAccount()).as("owner");
    await expect(
      changeRole(stranger, { userId: admin.userId, roleId: account.roleId("member"), seen: "nothing" }),
    ).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("the list of people", () => {
  it("shows whom the reader may manage, and can be narrowed to one role", async () => {
    const people = await listPeople(admin);
    expect(people.find(({ id }) => id === owner.userId)).toMatchObject({ mayManage: false });
    expect(people.find(({ id }) => id === admin.userId)).toMatchObject({ mayManage: true });
    const ofRole = await listPeople(await account.as("member"), account.roleId("admin"));
    expect(ofRole).toMatchObject([{ id: admin.userId, mayManage: false }]);
  });
});

describe("the last account owner", () => {
  it("remains when two owners demote each other at the same moment", async () => {
    const first = await db().user.findFirstOrThrow({ where: { email: account.ownerEmail } });
    await db().user.update({ where: { id: first.id }, data: { status: "deactivated" } });
    const second = await account.as("owner");
    const roleId = account.roleId("member");
    const results = await Promise.allSettled([
      changeRole(owner, { userId: second.userId, roleId, seen: "nothing" }),
      changeRole(second, { userId: owner.userId, roleId, seen: "nothing" }),
    ]);
    expect(results.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const owners = await db().user.count({
      where: { accountId: account.accountId, status: "active", roleId: account.roleId("owner") },
    });
    expect(owners).toBe(1);
  });

  it("can't be demoted, deactivated or removed", async () => {
    const first = await db().user.findFirstOrThrow({ where: { email: account.ownerEmail } });
    await db().user.update({ where: { id: first.id }, data: { status: "deactivated" } });
    const demote = changeRole(owner, { userId: owner.userId, roleId: account.roleId("admin"), seen: "nothing" });
    await expect(demote).rejects.toMatchObject({ code: "last-owner" });
    await expect(deactivatePerson(owner, { userId: owner.userId })).rejects.toMatchObject({ code: "invalid" });
    await expect(removePerson(owner, { userId: owner.userId })).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("a person who is deactivated", () => {
  it("is signed out everywhere, and their apps are unchanged when they come back", async () => {
    const appId = await activatedApp(admin, [adminLevel]);
    await deactivatePerson(owner, { userId: admin.userId });
    expect(await db().session.count({ where: { userId: admin.userId, endedAt: null } })).toBe(0);
    await expect(createApp(admin, { name: "Later" })).rejects.toThrow();
    await reactivatePerson(owner, { userId: admin.userId });
    expect(await appOf(appId)).toMatchObject({ state: "activated", epoch: 0, scopes: [{ scopeId: adminLevel }] });
  });
});

describe("a person who is removed", () => {
  it("hands their apps unchanged to the owner who removes them, with a notice to rotate the secrets", async () => {
    const appId = await activatedApp(admin, [userLevel, adminLevel]);
    expect(await previewRemoval(owner, { userId: admin.userId })).toMatchObject({ count: 1, heirName: owner.name });
    await removePerson(owner, { userId: admin.userId });
    const app = await appOf(appId);
    expect(app).toMatchObject({ state: "activated", ownerId: owner.userId });
    expect(app.scopes).toHaveLength(2);
    expect(app.notices).toMatchObject([{ kind: "rotate-secrets" }]);
    expect(await db().user.count({ where: { id: admin.userId } })).toBe(0);
  });

  it("hands them to the longest-standing owner when an admin removes the person", async () => {
    const second = await account.as("admin");
    const appId = await activatedApp(second, [adminLevel]);
    await removePerson(admin, { userId: second.userId });
    const first = await db().user.findFirstOrThrow({ where: { email: account.ownerEmail } });
    expect(await appOf(appId)).toMatchObject({ ownerId: first.id });
  });
});
