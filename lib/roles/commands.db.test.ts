import { beforeEach, describe, expect, it } from "vitest";
import { activateApp, createApp } from "@/lib/apps/commands";
import { changeScopes } from "@/lib/apps/scope-commands";
import { type Actor, findActor } from "@/lib/auth/actor";
import { db } from "@/lib/database/db";
import { changeRole } from "@/lib/people/commands";
import { invite } from "@/lib/people/invitations";
import type { Rights } from "@/lib/rights/privileges";
import { createRole, deleteRole, saveRole } from "@/lib/roles/commands";
import { listRoles, previewRole, previewRoleDeletion } from "@/lib/roles/queries";
import { newAccount } from "@/tests/support/actors";

const adminLevel = "meeting:read:meeting:admin";
const builder: Rights = { "S2S apps": "edit", Meetings: "edit", Phone: "view" };

let account: Awaited<ReturnType<typeof newAccount>>;
let owner: Actor;

beforeEach(async () => {
  account = await newAccount();
  owner = await account.as("owner");
});

const makeRole = async (rights: Rights, name = "Builder") =>
  (await createRole(owner, { name, description: "", rights })).roleId;

/** A person with this role, as findActor returns them. */
async function personWith(roleId: string): Promise<Actor> {
  const person = await account.as("member");
  await changeRole(owner, { userId: person.userId, roleId, seen: "nothing" });
  return now(person);
}

async function now(actor: Actor): Promise<Actor> {
  const found = await findActor(actor.sessionId, "");
  if (!found) throw new Error("signed out");
  return found;
}

const scopesOf = async (appId: string) =>
  (await db().appScope.findMany({ where: { appId } })).map((one) => one.scopeId);

const save = async (roleId: string, rights: Rights, name = "Builder") => {
  const { seen } = await previewRole(owner, { roleId, rights });
  await saveRole(owner, { roleId, name, description: "", rights, seen });
};

describe("a custom role", () => {
  it("grants what it names and nothing else", async () => {
    const roleId = await makeRole(builder);
    const person = await personWith(roleId);
    expect(person.rights).toEqual(builder);
    expect((await listRoles(owner))?.at(-1)).toMatchObject({
      id: roleId,
      peopleCount: 1,
      rights: builder,
      mayEdit: true,
    });
  });

  it("removes immediately, from all apps of its people, what it no longer grants once edited", async () => {
    const roleId = await makeRole(builder);
    const person = await personWith(roleId);
    const { appId } = await createApp(person, { name: "Rooms" });
    await changeScopes(person, { appId, add: [adminLevel], remove: [] });
    await activateApp(person, { appId });
    expect(await previewRole(owner, { roleId, rights: { "S2S apps": "edit" } })).toMatchObject({
      apps: [{ id: appId, scopes: [adminLevel], isDeactivated: true }],
      deactivatedCount: 1,
    });
    await save(roleId, { "S2S apps": "edit", Meetings: "view" });
    expect(await scopesOf(appId)).toEqual([adminLevel]);
    await save(roleId, { "S2S apps": "edit" });
    expect(await scopesOf(appId)).toEqual([]);
    expect((await now(person)).rights).toEqual({ "S2S apps": "edit" });
  });

  it("can't be created or edited beyond one's own rights, and built-in ones can't be edited at all", async () => {
    const roleId = await makeRole({ Roles: "edit", Users: "edit" }, "Keeper");
    const keeper = await personWith(roleId);
    const wanted = { name: "More", description: "", rights: { Billing: "view" } as Rights };
    await expect(createRole(keeper, wanted)).rejects.toMatchObject({ code: "forbidden" });
    const builderId = await makeRole(builder);
    await expect(saveRole(keeper, { ...wanted, rights: {}, roleId: builderId, seen: "nothing" })).rejects.toMatchObject(
      {
        code: "forbidden",
      },
    );
    await expect(
      saveRole(owner, { ...wanted, rights: {}, roleId: account.roleId("developer"), seen: "nothing" }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await expect(createRole(await account.as("developer"), { ...wanted, rights: {} })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("is refused by its preview with the same message as by saving", async () => {
    const keeper = await personWith(await makeRole({ Roles: "edit", Users: "edit" }, "Keeper"));
    const [held, beyond] = [await makeRole({ Users: "view" }, "Held"), await makeRole(builder, "Beyond")];
    const cases: [string, Rights, string][] = [
      [held, { Billing: "view", Users: "edit" }, "You can’t grant what you don’t have yourself: Billing: View."],
      [beyond, {}, "everything it grants"],
      [account.roleId("developer"), {}, "is a built-in role"],
    ];
    for (const [roleId, rights, words] of cases) {
      const refusal = { code: "forbidden", message: expect.stringContaining(words) };
      await expect(previewRole(keeper, { roleId, rights })).rejects.toMatchObject(refusal);
      const saving = saveRole(keeper, { roleId, rights, name: "Other", description: "", seen: "nothing" });
      await expect(saving).rejects.toMatchObject(refusal);
    }
    expect(await previewRole(keeper, { roleId: held, rights: { Users: "edit" } })).toMatchObject({ appCount: 0 });
  });

  it("has a unique name in the account", async () => {
    await makeRole({});
    await expect(makeRole({}, "builder")).rejects.toMatchObject({ code: "invalid", items: [{ field: "name" }] });
  });

  it("can be deleted when unused, or with its people moved in the same step", async () => {
    const roleId = await makeRole(builder);
    const person = await personWith(roleId);
    const { appId } = await createApp(person, { name: "Rooms" });
    await changeScopes(person, { appId, add: [adminLevel], remove: [] });
    await expect(deleteRole(owner, { roleId, moveTo: null, seen: "nothing" })).rejects.toMatchObject({
      code: "role-in-use",
    });
    const moveTo = account.roleId("developer");
    const { seen } = await previewRoleDeletion(owner, { roleId, moveTo });
    await deleteRole(owner, { roleId, moveTo, seen });
    expect(await scopesOf(appId)).toEqual([]);
    expect((await now(person)).roleKind).toBe("developer");
    expect(await db().role.count({ where: { id: roleId } })).toBe(0);
  });
});

describe("a role used only by an invitation", () => {
  it("is in use until the invitation expires", async () => {
    const roleId = await makeRole(builder);
    await invite(owner, { email: `${roleId}@example.com`.toLowerCase(), roleId });
    const remove = () => deleteRole(owner, { roleId, moveTo: null, seen: "" });
    await expect(remove()).rejects.toMatchObject({ code: "role-in-use" });
    await db().invitation.updateMany({ where: { roleId }, data: { expiresAt: new Date(0) } });
    await remove();
    expect(await db().role.count({ where: { id: roleId } })).toBe(0);
  });
});
