import { beforeAll, describe, expect, it } from "vitest";
import { activateApp, createApp, deactivateApp, removeApp, saveInformation } from "@/lib/apps/commands";
import { regenerateClientSecret, revealClientSecret } from "@/lib/apps/credentials";
import { findApp } from "@/lib/apps/queries";
import { changeScopes } from "@/lib/apps/scope-commands";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/database/db";
import { saveSubscription, setEventsEnabled } from "@/lib/subscriptions/commands";
import { newAccount } from "@/tests/support/actors";

let account: Awaited<ReturnType<typeof newAccount>>;
let owner: Actor;
let developer: Actor;

beforeAll(async () => {
  account = await newAccount();
  [owner, developer] = [await account.as("owner"), await account.as("developer")];
});

const build = async (actor: Actor): Promise<string> => (await createApp(actor, { name: "Reports" })).appId;
const scopesOf = async (appId: string) => (await findApp(owner, appId))?.scopes.map((scope) => scope.id);
const auditOf = async (appId: string) =>
  (await db().auditEntry.findMany({ where: { appId }, orderBy: { id: "asc" } })).map((entry) => entry.action);

describe("an app", () => {
  it("starts as a draft with credentials, company and contact", async () => {
    const appId = await build(owner);
    const app = await findApp(owner, appId);
    expect(app).toMatchObject({
      state: "draft",
      name: "Reports",
      companyName: owner.accountName,
      contactEmail: owner.email,
    });
    expect(app?.clientId).toMatch(/^[A-Za-z0-9]{22}$/);
    expect((await revealClientSecret(owner, { appId })).clientSecret).toMatch(/^[A-Za-z0-9]{32}$/);
    expect(await auditOf(appId)).toEqual(["app.created", "app.secretRevealed"]);
  });

  it("is invisible to other accounts, and can't be changed by people who don't own it", async () => {
    const appId = await build(owner);
    const stranger = await (await newAccount()).as("owner");
    expect(await findApp(stranger, appId)).toBeNull();
    await expect(deactivateApp(stranger, { appId })).rejects.toMatchObject({ code: "not-found" });
    await expect(revealClientSecret(developer, { appId })).rejects.toMatchObject({ code: "forbidden" });
    await expect(createApp(await account.as("member"), { name: "No" })).rejects.toMatchObject({ code: "forbidden" });
  });

  it("can be changed by an account admin, but not by one who just lost the role", async () => {
    const appId = await build(owner);
    const admin = await account.as("admin");
    await saveInformation(admin, { appId, changes: { name: { from: "Reports", to: "Admin's" } } });
    await db().user.update({ where: { id: admin.userId }, data: { roleId: account.roleId("member") } });
    const stale = saveInformation(admin, { appId, changes: { name: { from: "Admin's", to: "Mine" } } });
    await expect(stale).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("the role rule", () => {
  it("lets a developer's app have a user-level scope but no admin-level one, no matter who adds it", async () => {
    const appId = await build(developer);
    await changeScopes(developer, { appId, add: ["user:read:user"], remove: [] });
    const forged = changeScopes(developer, { appId, add: ["user:read:user:admin"], remove: [] });
    await expect(forged).rejects.toMatchObject({
      code: "scope-not-granted",
      message: expect.stringContaining("Users: View"),
    });
    await expect(changeScopes(owner, { appId, add: ["user:read:user:admin"], remove: [] })).rejects.toMatchObject({
      code: "scope-not-granted",
    });
    expect(await scopesOf(appId)).toEqual(["user:read:user"]);
  });

  it("adds all or nothing", async () => {
    const appId = await build(developer);
    const mixed = changeScopes(developer, { appId, add: ["user:read:user", "user:read:user:admin"], remove: [] });
    await expect(mixed).rejects.toMatchObject({ code: "scope-not-granted" });
    await expect(changeScopes(developer, { appId, add: ["no:such:scope"], remove: [] })).rejects.toMatchObject({
      code: "not-found",
    });
    expect(await scopesOf(appId)).toEqual([]);
  });
});

describe("activation", () => {
  it("is refused with an item per missing requirement, and allowed once nothing is missing", async () => {
    const appId = await build(owner);
    await saveInformation(owner, { appId, changes: { companyName: { from: owner.accountName, to: "" } } });
    await expect(activateApp(owner, { appId })).rejects.toMatchObject({
      code: "incomplete",
      items: [{ field: "companyName" }, { field: "add-scopes" }],
    });
    await saveInformation(owner, { appId, changes: { companyName: { from: "", to: "ACME" } } });
    await changeScopes(owner, { appId, add: ["user:read:user:admin"], remove: [] });
    await activateApp(owner, { appId });
    expect(await findApp(owner, appId)).toMatchObject({ state: "activated", activatedByName: owner.name, missing: [] });
  });

  it("raises the epoch when it ends, so that earlier tokens never work again", async () => {
    const appId = await activated();
    await deactivateApp(owner, { appId });
    await activateApp(owner, { appId });
    const row = await db().app.findUniqueOrThrow({ where: { id: appId }, select: { epoch: true, state: true } });
    expect(row).toEqual({ epoch: 1, state: "activated" });
  });

  it("refuses edits that take away a requirement, unless they also deactivate the app", async () => {
    const appId = await activated();
    const last = { appId, add: [], remove: ["user:read:user:admin"] };
    await expect(changeScopes(owner, last)).rejects.toMatchObject({ code: "would-break-activation" });
    await expect(setEventsEnabled(owner, { appId, enabled: true })).rejects.toMatchObject({
      code: "would-break-activation",
    });
    await changeScopes(owner, { ...last, consent: ["would-break-activation"] });
    expect(await findApp(owner, appId)).toMatchObject({ state: "deactivated", scopes: [] });
    expect((await auditOf(appId)).slice(-2)).toEqual(["app.scopesRemoved", "app.deactivated"]);
  });
});

async function activated(): Promise<string> {
  const appId = await build(owner);
  await changeScopes(owner, { appId, add: ["user:read:user:admin"], remove: [] });
  await activateApp(owner, { appId });
  return appId;
}

describe("saving information", () => {
  it("lets two people edit different fields, and refuses the second edit of the same field with the saved value", async () => {
    const appId = await build(owner);
    const edit = (field: "companyName" | "contactName", from: string, to: string) =>
      saveInformation(owner, { appId, changes: { [field]: { from, to } } });
    await edit("companyName", owner.accountName, "First");
    await edit("contactName", owner.name, "Second");
    await expect(edit("companyName", owner.accountName, "Third")).rejects.toMatchObject({
      code: "conflict",
      items: [{ field: "companyName", current: "First" }],
    });
  });

  it("is all or nothing, trims, and writes no audit entry if nothing changed", async () => {
    const appId = await build(owner);
    const both = { name: { from: "Reports", to: " Two " }, contactEmail: { from: owner.email, to: "not an address" } };
    await expect(saveInformation(owner, { appId, changes: both })).rejects.toMatchObject({
      code: "invalid",
      items: [{ field: "contactEmail" }],
    });
    expect(await saveInformation(owner, { appId, changes: { name: both.name } })).toEqual({ name: "Two" });
    await saveInformation(owner, { appId, changes: { name: { from: "Two", to: "Two" } } });
    expect(await auditOf(appId)).toEqual(["app.created", "app.renamed"]);
  });
});

describe("event subscriptions", () => {
  it("keep one of the scopes their event can use, even if all are removed in one request", async () => {
    const appId = await build(owner);
    const both = ["meeting:read:meeting", "meeting:read:meeting:admin"];
    await changeScopes(owner, { appId, add: both, remove: [] });
    const draft = { appId, name: "", url: "https://example.com/hook", eventIds: ["meeting.started"] };
    await saveSubscription(owner, { ...draft, edited: null });
    const removal = changeScopes(owner, { appId, add: [], remove: both });
    await expect(removal).rejects.toMatchObject({ code: "scope-required-by-events" });
    await changeScopes(owner, { appId, add: [], remove: ["meeting:read:meeting"] });
    expect(await scopesOf(appId)).toEqual(["meeting:read:meeting:admin"]);
  });

  it("add the scope their event needs, which can't be removed while the event is there", async () => {
    const appId = await build(owner);
    const draft = { appId, name: "", url: "https://example.com/hook", eventIds: ["meeting.started"] };
    const { subscriptionId } = await saveSubscription(owner, { ...draft, edited: null });
    const [brought = ""] = (await scopesOf(appId)) ?? [];
    expect(brought).toMatch(/^meeting:read:meeting:admin$/);
    const removal = changeScopes(owner, { appId, add: [], remove: [brought] });
    await expect(removal).rejects.toMatchObject({ code: "scope-required-by-events" });
    const edited = { subscriptionId, name: "", url: draft.url, eventIds: draft.eventIds };
    await saveSubscription(owner, { ...draft, edited, eventIds: [] });
    await expect(saveSubscription(owner, { ...draft, edited, name: "Late" })).rejects.toMatchObject({
      code: "conflict",
    });
    await changeScopes(owner, { appId, add: [], remove: [brought] });
    expect(await scopesOf(appId)).toEqual([]);
  });
});

describe("credentials", () => {
  it("expire the old secret when a new one is created", async () => {
    const appId = await build(owner);
    const before = await revealClientSecret(owner, { appId });
    const after = await regenerateClientSecret(owner, { appId, oldEnd: "now" });
    expect(after.clientSecret).not.toBe(before.clientSecret);
    expect(await revealClientSecret(owner, { appId })).toEqual(after);
    expect((await findApp(owner, appId))?.secrets).toHaveLength(1);
  });
});

describe("removing", () => {
  it("requires typing the app's name, and hides the app from everyone", async () => {
    const appId = await activated();
    await expect(removeApp(owner, { appId, typedName: "reports" })).rejects.toMatchObject({ code: "invalid" });
    await removeApp(owner, { appId, typedName: "Reports" });
    expect(await findApp(owner, appId)).toBeNull();
    await expect(activateApp(owner, { appId })).rejects.toMatchObject({ code: "not-found" });
    const row = await db().app.findUniqueOrThrow({ where: { id: appId }, select: { state: true, epoch: true } });
    expect(row).toEqual({ state: "deactivated", epoch: 1 });
  });
});
