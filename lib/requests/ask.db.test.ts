import { beforeEach, describe, expect, it } from "vitest";
import { createApp } from "@/lib/apps/commands";
import { findApp } from "@/lib/apps/queries";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/database/db";
import { changeRole } from "@/lib/people/commands";
import { previewRoleChange } from "@/lib/people/previews";
import { declineScopeRequest } from "@/lib/requests/answer";
import { askForScope } from "@/lib/requests/ask";
import { findMayGrant, listScopeRequests } from "@/lib/requests/queries";
import type { Rights } from "@/lib/rights/privileges";
import { createRole } from "@/lib/roles/commands";
import { newAccount } from "@/tests/support/actors";
import { useSettings } from "@/tests/support/settings";

const scopeId = "meeting:read:meeting:admin";

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

const scopesOf = async (id = appId) =>
  (await db().appScope.findMany({ where: { appId: id } })).map((one) => one.scopeId);
const notices = () => db().notice.findMany({ where: { appId }, orderBy: { at: "asc" } });
const emailsTo = ({ email }: Actor) => db().letter.findMany({ where: { to: email } });

const makeRole = async (rights: Rights, name: string) =>
  (await createRole(owner, { name, description: "", rights })).roleId;

async function giveRole(person: Actor, roleId: string): Promise<void> {
  const { seen } = await previewRoleChange(owner, { userId: person.userId, roleId });
  await changeRole(owner, { userId: person.userId, roleId, seen });
}

describe("a request", () => {
  it("shows its reason; asking twice changes nothing", async () => {
    await ask();
    await ask(scopeId, "again");
    expect(await listScopeRequests(owner)).toMatchObject([
      { scopeId, reason: "For the lobby screens", need: "Meetings: View", askedBy: developer.name, whyNot: null },
    ]);
  });

  it("is not taken from someone who can grant the scope themselves", async () => {
    await expect(askForScope(owner, { appId, scopeId })).rejects.toMatchObject({ code: "invalid" });
    const admin = await account.as("admin");
    const shown = await findApp(admin, appId);
    if (!shown) throw new Error("no app");
    const mayGrant = await findMayGrant(admin, shown.owner);
    expect(mayGrant({ privilege: "Meetings", access: "view" })).toBe(true);
    expect(mayGrant({ privilege: "Master", access: "edit" })).toBe(false);
    await askForScope(admin, { appId, scopeId: "meeting:read:list_meetings:master" });
  });

  it("is declined with a note, told in the app and by email, once", async () => {
    const requestId = await ask();
    await declineScopeRequest(owner, { requestId, note: "Use the user-level scope" });
    await expect(declineScopeRequest(owner, { requestId })).rejects.toMatchObject({ code: "not-found" });
    expect(await scopesOf()).toEqual([]);
    expect(await notices()).toMatchObject([
      {
        kind: "scope-declined",
        message: `${owner.name} declined the request for ${scopeId}. “Use the user-level scope”`,
      },
    ]);
    expect(await emailsTo(developer)).toMatchObject([{ text: expect.stringContaining("Use the user-level scope") }]);
    const entry = await db().auditEntry.findFirstOrThrow({ where: { appId, action: "app.scopeRequestClosed" } });
    expect(entry.after).toEqual({ scope: scopeId, note: "Use the user-level scope" });
  });

  it("is closed by any change of role that grants the scope: it can be added, and who asked is told", async () => {
    await ask();
    await giveRole(developer, await makeRole({ "S2S apps": "edit", Meetings: "edit" }, "Builder"));
    expect(await listScopeRequests(owner)).toEqual([]);
    expect(await notices()).toMatchObject([{ kind: "scope-granted" }]);
    expect(await emailsTo(developer)).toHaveLength(1);
  });

  it("can't be answered in the database while it is open", async () => {
    const requestId = await ask();
    await expect(db().scopeRequest.update({ where: { id: requestId }, data: { note: "x" } })).rejects.toThrow();
  });
});
