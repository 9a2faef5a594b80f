import { beforeEach, describe, expect, it } from "vitest";
import { createApp, removeApp } from "@/lib/apps/commands";
import { type Actor, findActor } from "@/lib/auth/actor";
import { db } from "@/lib/database/db";
import { changeRole, deactivatePerson } from "@/lib/people/commands";
import { previewRoleChange } from "@/lib/people/previews";
import { declineScopeRequest, grantScope } from "@/lib/requests/answer";
import { askForScope, withdrawScopeRequest } from "@/lib/requests/ask";
import { listScopeRequests, previewGrant } from "@/lib/requests/queries";
import type { Rights } from "@/lib/rights/privileges";
import { createRole, saveRole } from "@/lib/roles/commands";
import { previewRole } from "@/lib/roles/queries";
import { newAccount } from "@/tests/support/actors";
import { useSettings } from "@/tests/support/settings";

const scopeId = "meeting:read:meeting:admin";
const sibling = "meeting:read:list_meetings:admin";

let account: Awaited<ReturnType<typeof newAccount>>;
let owner: Actor;
let developer: Actor;
let appId: string;

beforeEach(async () => {
  useSettings({ SMTP_URL: "smtp://127.0.0.1:1", MAIL_FROM: "Patchbay <patchbay@example.com>" });
  account = await newAccount();
  [owner, developer] = [await account.as("owner"), await account.as("developer")];
  ({ appId } = await createApp(developer, { name: "Rooms" }));
});

async function ask(scope = scopeId, reason = "For the lobby screens"): Promise<string> {
  await askForScope(developer, { appId, scopeId: scope, reason });
  const [request] = (await listScopeRequests(owner)).filter((one) => one.scopeId === scope);
  return request?.id ?? "no request";
}

/** Grants the open request in the way that the dialog selects, or in another one. */
async function grant(requestId: string | null, { by = owner, kind = "" } = {}): Promise<void> {
  const { ways, suggested, seen } = await previewGrant(by, { appId, scopeId });
  const way = kind === "" ? ways[suggested ?? -1] : ways.find((one) => one.kind === kind);
  if (!way) throw new Error("nothing to choose");
  await grantScope(by, { appId, scopeId, requestId, way, note: "Read only, please", seen });
}

async function now(actor: Actor): Promise<Actor> {
  const found = await findActor(actor.sessionId, "");
  if (!found) throw new Error("signed out");
  return found;
}

const scopesOf = async (id = appId) =>
  (await db().appScope.findMany({ where: { appId: id } })).map((one) => one.scopeId);
const notices = () => db().notice.findMany({ where: { appId }, orderBy: { at: "asc" } });
const emailsTo = ({ email }: Actor) => db().letter.findMany({ where: { to: email } });

const makeRole = async (rights: Rights, name: string) =>
  (await createRole(owner, { name, description: "", rights })).roleId;

async function giveRole(person: Actor, roleId: string): Promise<Actor> {
  const { seen } = await previewRoleChange(owner, { userId: person.userId, roleId });
  await changeRole(owner, { userId: person.userId, roleId, seen });
  return now(person);
}

describe("granting a request", () => {
  it("gives the owner exactly the missing privilege, adds the scope, and tells who asked, in the app and by email", async () => {
    await grant(await ask());
    expect((await now(developer)).rights).toEqual({ "S2S apps": "edit", Meetings: "view" });
    expect((await now(developer)).roleName).toBe("Developer + Meetings: View");
    expect(await scopesOf()).toEqual([scopeId]);
    expect(await listScopeRequests(owner)).toEqual([]);
    expect(await notices()).toMatchObject([
      { kind: "scope-granted", message: expect.stringContaining("Read only, please") },
    ]);
    expect(await emailsTo(developer)).toMatchObject([
      { subject: `Your request for ${scopeId}`, text: expect.stringContaining("Read only, please") },
    ]);
    expect(await db().scopeRequest.findFirst({ where: { appId } })).toMatchObject({
      granted: true,
      answeredBy: owner.name,
      note: "Read only, please",
      reason: "For the lobby screens",
    });
  });

  it("is one act in the audit log: granted, the new role, the change of role, the added scope", async () => {
    await grant(await ask());
    const granted = await db().auditEntry.findFirstOrThrow({ where: { appId, action: "app.scopeGranted" } });
    const act = await db().auditEntry.findMany({ where: { actId: granted.actId }, orderBy: { id: "asc" } });
    expect(act.map(({ action }) => action)).toEqual([
      "app.scopeGranted",
      "role.created",
      "person.roleChanged",
      "app.scopesAdded",
    ]);
  });

  it("can add the privilege to the person's own custom role instead, for all who have it", async () => {
    const roleId = await makeRole({ "S2S apps": "edit" }, "Builder");
    developer = await giveRole(developer, roleId);
    const other = await giveRole(await account.as("member"), roleId);
    await grant(await ask(), { kind: "edit" });
    expect((await now(developer)).roleId).toBe(roleId);
    expect((await now(other)).rights).toEqual({ "S2S apps": "edit", Meetings: "view" });
    expect(await scopesOf()).toEqual([scopeId]);
  });

  it("closes other requests that the new role settles: their scopes can be added, and are not added unasked", async () => {
    const requestId = await ask();
    await ask(sibling);
    await grant(requestId);
    expect(await listScopeRequests(owner)).toEqual([]);
    expect(await scopesOf()).toEqual([scopeId]);
    expect((await notices()).map(({ message }) => message)).toContain(
      `Meetings: View was granted: ${sibling} can be added now.`,
    );
  });

  it("happens once when two people grant it at the same moment: the second is told it was answered", async () => {
    const requestId = await ask();
    const [one, other] = [owner, await account.as("owner")];
    const outcomes = await Promise.allSettled([grant(requestId, { by: one }), grant(requestId, { by: other })]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(outcomes).toContainEqual({ status: "rejected", reason: expect.objectContaining({ name: "Refusal" }) });
    expect(await scopesOf()).toEqual([scopeId]);
    expect(await db().role.count({ where: { accountId: account.accountId, kind: "custom" } })).toBe(1);
  });

  it("is refused, and nothing changes, if the request was withdrawn, declined, or the app was removed meanwhile", async () => {
    const withdrawn = await ask();
    await withdrawScopeRequest(developer, { appId, scopeId });
    await expect(grant(withdrawn)).rejects.toMatchObject({
      code: "not-found",
      message: expect.stringContaining("withdrawn"),
    });
    const declined = await ask();
    await declineScopeRequest(owner, { requestId: declined });
    await expect(grant(declined)).rejects.toMatchObject({ code: "not-found" });
    const kept = await ask();
    const { ways, seen } = await previewGrant(owner, { appId, scopeId });
    await removeApp(developer, { appId, typedName: "Rooms" });
    const [way] = ways;
    if (!way) throw new Error("no way");
    const input = { appId, scopeId, requestId: kept, way, seen };
    await expect(grantScope(owner, input)).rejects.toMatchObject({
      code: "not-found",
      message: "This app was removed.",
    });
    expect((await now(developer)).roleName).toBe("Developer");
  });

  it("is refused if the owner's role, or a role that was offered, changed after the look", async () => {
    const requestId = await ask();
    const reader = await makeRole({ "S2S apps": "edit", Meetings: "view" }, "Reader");
    const before = await previewGrant(owner, { appId, scopeId });
    expect(before.ways[before.suggested ?? -1]).toMatchObject({ kind: "give", roleId: reader });
    const rights: Rights = { "S2S apps": "edit", Meetings: "edit", Phone: "edit" };
    const { seen } = await previewRole(owner, { roleId: reader, rights });
    await saveRole(owner, { roleId: reader, name: "Reader", description: "", rights, seen });
    const way = { kind: "give" as const, roleId: reader };
    const input = { appId, scopeId, requestId, way, seen: before.seen };
    await expect(grantScope(owner, input)).rejects.toMatchObject({ code: "effect-changed" });
    const again = await previewGrant(owner, { appId, scopeId });
    await giveRole(developer, await makeRole({ "S2S apps": "edit" }, "Builder"));
    await expect(grantScope(owner, { ...input, seen: again.seen })).rejects.toMatchObject({ code: "effect-changed" });
    expect(await scopesOf()).toEqual([]);
  });

  it("is refused if the person who asked may no longer edit the app", async () => {
    const admin = await account.as("admin");
    await askForScope(admin, { appId, scopeId: "meeting:read:list_meetings:master" });
    const [request] = await listScopeRequests(owner);
    await deactivatePerson(owner, { userId: admin.userId });
    const { ways, seen } = await previewGrant(owner, { appId, scopeId: request?.scopeId ?? "" });
    const [way] = ways;
    if (!way || !request) throw new Error("no way");
    await expect(
      grantScope(owner, { appId, scopeId: request.scopeId, requestId: request.id, way, seen }),
    ).rejects.toMatchObject({ code: "invalid", message: expect.stringContaining("can no longer edit this app") });
  });

  it("takes Users: Edit, Roles: Edit for a new role, and what it grants", async () => {
    const requestId = await ask();
    const other = await account.as("developer");
    await expect(grant(requestId, { by: other })).rejects.toMatchObject({ code: "forbidden" });
    const keeper = await giveRole(
      other,
      await makeRole({ Users: "edit", Roles: "edit", "S2S apps": "edit" }, "Keeper"),
    );
    await expect(grant(requestId, { by: keeper })).rejects.toMatchObject({ code: "forbidden" });
    expect(await listScopeRequests(keeper)).toMatchObject([{ whyNot: expect.stringContaining("Meetings: View") }]);
    const input = { appId, scopeId, requestId, way: { kind: "give" as const, roleId: account.roleId("owner") } };
    const admin = await account.as("admin");
    const { seen } = await previewGrant(admin, { appId, scopeId });
    await expect(grantScope(admin, { ...input, seen })).rejects.toMatchObject({ code: "forbidden" });
  });

  it("works without a request: who may do it grants it at once, and the app's owner is told", async () => {
    await grant(null);
    expect(await scopesOf()).toEqual([scopeId]);
    expect(await notices()).toMatchObject([{ kind: "scope-granted" }]);
    expect(await emailsTo(developer)).toHaveLength(1);
  });

  it("without a request is refused to those who may not edit the app, whatever roles they may give", async () => {
    const keeper = await giveRole(
      await account.as("member"),
      await makeRole({ Users: "edit", Roles: "edit", "S2S apps": "edit", Meetings: "view" }, "Keeper"),
    );
    const { seen } = await previewGrant(keeper, { appId, scopeId });
    const way = { kind: "new" as const, roleName: "Developer and meetings" };
    await expect(grantScope(keeper, { appId, scopeId, requestId: null, way, seen })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect([await scopesOf(), (await now(developer)).roleName]).toEqual([[], "Developer"]);
  });

  it("without the request in hand closes an open one, and tells who asked", async () => {
    const admin = await account.as("admin");
    await askForScope(admin, { appId, scopeId: "meeting:read:list_meetings:master" });
    const asked = { appId, scopeId: "meeting:read:list_meetings:master" };
    const { ways, seen } = await previewGrant(owner, asked);
    const [way] = ways;
    if (!way) throw new Error("no way");
    await grantScope(owner, { ...asked, requestId: null, way, seen });
    expect(await listScopeRequests(owner)).toEqual([]);
    expect(await emailsTo(admin)).toHaveLength(1);
  });

  it("says that the name of the new role is taken at its field, and changes nothing", async () => {
    const requestId = await ask();
    const { seen } = await previewGrant(owner, { appId, scopeId });
    const input = { appId, scopeId, requestId, way: { kind: "new" as const, roleName: "developer" }, seen };
    await expect(grantScope(owner, input)).rejects.toMatchObject({
      code: "invalid",
      items: [{ field: "way.roleName" }],
    });
    expect(await listScopeRequests(owner)).toHaveLength(1);
  });
});
