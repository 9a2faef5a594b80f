import { beforeEach, describe, expect, it } from "vitest";
import { makeSetUpLink, setUpAccount } from "@/lib/accounts/set-up";
import { type Actor, findActor } from "@/lib/auth/actor";
import { db } from "@/lib/database/db";
import { changeRole, deactivatePerson, removePerson } from "@/lib/people/commands";
import { findOpenInvitation, invite, revokeInvitation } from "@/lib/people/invitations";
import { join } from "@/lib/people/join";
import { findOpenResetLink, makeResetLink, resetPassword } from "@/lib/people/password-links";
import { previewRoleChange } from "@/lib/people/previews";
import { listOpenInvitations } from "@/lib/people/queries";
import { createRole, deleteRole, saveRole } from "@/lib/roles/commands";
import { newAccount } from "@/tests/support/actors";
import { joinPassword, newAddress, tokenIn } from "@/tests/support/joining";

type Account = Awaited<ReturnType<typeof newAccount>>;

let account: Account;
let owner: Actor;
let admin: Actor;

beforeEach(async () => {
  account = await newAccount();
  [owner, admin] = [await account.as("owner"), await account.as("admin")];
});

async function invitationBy(actor: Actor, roleId = account.roleId("admin")): Promise<string> {
  return tokenIn((await invite(actor, { email: newAddress(), roleId })).link);
}

const joinBy = (token: string) => join({ token, name: "Joan", password: joinPassword }, "192.0.2.1");
const resetBy = (token: string) => resetPassword({ token, password: joinPassword }, "192.0.2.1");
const outcomeOf = (act: Promise<unknown>): Promise<string> => act.then(() => "done").catch(({ code }) => code);

async function giveRole(userId: string, kind: "owner" | "admin" | "member"): Promise<void> {
  const change = { userId, roleId: account.roleId(kind) };
  await changeRole(owner, { ...change, seen: (await previewRoleChange(owner, change)).seen });
}

/** The ways in which a link's creator can lose the right to it. */
const endings: [string, () => Promise<void>][] = [
  ["deactivated", () => deactivatePerson(owner, { userId: admin.userId })],
  ["demoted", () => giveRole(admin.userId, "member")],
  ["removed", () => removePerson(owner, { userId: admin.userId })],
];

describe.each(endings)("when its creator is %s", (_how, end) => {
  it("an invitation ends and is no longer listed", async () => {
    const token = await invitationBy(admin);
    await end();
    expect(await findOpenInvitation(token)).toBeNull();
    expect(await listOpenInvitations(owner)).toEqual([]);
    expect(await outcomeOf(joinBy(token))).toBe("link-not-usable");
  });

  it("a password link ends", async () => {
    const other = await account.as("admin");
    const token = tokenIn((await makeResetLink(admin, { userId: other.userId })).link);
    await end();
    expect(await findOpenResetLink(token)).toBeNull();
    expect(await outcomeOf(resetBy(token))).toBe("link-not-usable");
  });
});

it("a link is refused on use if its creator lost the right by any other way than the console", async () => {
  const other = await account.as("admin");
  const invitation = await invitationBy(admin);
  const reset = tokenIn((await makeResetLink(admin, { userId: other.userId })).link);
  await db().user.update({ where: { id: admin.userId }, data: { roleId: account.roleId("developer") } });
  expect([await outcomeOf(joinBy(invitation)), await outcomeOf(resetBy(reset))]).toEqual([
    "link-not-usable",
    "link-not-usable",
  ]);
});

it("links of a promoted creator stay, and so do those that a demoted one may still create", async () => {
  const [high, low] = [await invitationBy(owner), await invitationBy(owner, account.roleId("member"))];
  const byAdmin = await invitationBy(admin);
  await giveRole(admin.userId, "owner");
  await changeRole(admin, { userId: owner.userId, roleId: account.roleId("admin"), seen: "nothing" });
  for (const token of [high, low, byAdmin]) expect(await findOpenInvitation(token)).not.toBeNull();
});

it("links ended because their creator lost the right are in the audit log, with the reason", async () => {
  await invitationBy(admin);
  await deactivatePerson(owner, { userId: admin.userId });
  const entries = await db().auditEntry.findMany({ where: { accountId: account.accountId }, orderBy: { id: "desc" } });
  expect(
    entries
      .slice(0, 2)
      .map(({ action }) => action)
      .sort(),
  ).toEqual(["person.deactivated", "person.invitationRevoked"]);
  expect(entries[0]?.actId).toBe(entries[1]?.actId);
});

it("creating a link while being demoted is refused, or the link is ended: no link is left", async () => {
  for (let round = 0; round < 4; round++) {
    const maker = await account.as("admin");
    const email = newAddress();
    const [made] = await Promise.allSettled([
      invite(maker, { email, roleId: account.roleId("admin") }),
      giveRole(maker.userId, "member"),
    ]);
    const open = await db().invitation.count({ where: { email, acceptedAt: null, revokedAt: null } });
    expect([made.status, open]).toEqual([made.status, 0]);
  }
});

it("accepting while the creator is demoted either joins first or fails", async () => {
  for (let round = 0; round < 4; round++) {
    const maker = await account.as("admin");
    const token = await invitationBy(maker);
    const [joined] = await Promise.all([outcomeOf(joinBy(token)), giveRole(maker.userId, "member")]);
    const { tokenDigest: _, ...row } = await db().invitation.findFirstOrThrow({ where: { invitedById: maker.userId } });
    expect([joined, row.acceptedAt !== null, row.revokedAt !== null]).toEqual(
      joined === "done" ? ["done", true, false] : ["link-not-usable", false, true],
    );
  }
});

it("when two people accept and one revokes at the same moment, exactly one wins", async () => {
  for (let round = 0; round < 4; round++) {
    const { link } = await invite(owner, { email: newAddress(), roleId: account.roleId("member") });
    const { id: invitationId } = await db().invitation.findFirstOrThrow({ orderBy: { createdAt: "desc" } });
    const token = tokenIn(link);
    const done = await Promise.all(
      [joinBy(token), joinBy(token), revokeInvitation(owner, { invitationId })].map(outcomeOf),
    );
    expect(done.filter((one) => one === "done")).toHaveLength(1);
  }
});

describe("an invitation to a custom role", () => {
  const role = { name: "Lead", description: "", rights: { Users: "view" as const } };

  it("ends when the role gains privileges; stays when it loses some or is renamed", async () => {
    const { roleId } = await createRole(owner, role);
    const token = await invitationBy(owner, roleId);
    await saveRole(owner, { ...role, roleId, name: "Leader", seen: "nothing" });
    expect(await findOpenInvitation(token)).toMatchObject({ roleName: "Leader" });
    await saveRole(owner, { ...role, roleId, rights: {}, seen: "nothing" });
    expect(await findOpenInvitation(token)).not.toBeNull();
    await saveRole(owner, { ...role, roleId, rights: { Users: "edit" }, seen: "nothing" });
    expect(await findOpenInvitation(token)).toBeNull();
    expect(await outcomeOf(joinBy(token))).toBe("link-not-usable");
  });

  it("moves with the role's people to a role that grants no more; otherwise it ends", async () => {
    for (const [moveTo, stays] of [
      [account.roleId("member"), true],
      [account.roleId("developer"), false],
    ] as const) {
      const { roleId } = await createRole(owner, role);
      const token = await invitationBy(owner, roleId);
      await deleteRole(owner, { roleId, moveTo, seen: "nothing" });
      expect((await findOpenInvitation(token)) !== null).toBe(stays);
    }
  });

  it("ends when its creator's role is edited and no longer covers it", async () => {
    const { roleId } = await createRole(owner, { ...role, name: "Inviter", rights: { Users: "edit", Phone: "view" } });
    const { userId, sessionId } = await account.as("member");
    await db().user.update({ where: { id: userId }, data: { roleId } });
    const maker = await findActor(sessionId, "");
    if (!maker) throw new Error("The creator is signed out");
    const { roleId: phone } = await createRole(owner, { ...role, name: "Phone", rights: { Phone: "view" } });
    const [beyond, within] = [await invitationBy(maker, phone), await invitationBy(maker, account.roleId("member"))];
    await saveRole(owner, { ...role, name: "Inviter", roleId, rights: { Users: "edit" }, seen: "nothing" });
    expect(await findOpenInvitation(beyond)).toBeNull();
    expect(await findOpenInvitation(within)).not.toBeNull();
  });
});

it("a newer invitation ends the earlier one for the same email address, in the same account only; two at once leave one open", async () => {
  const [email, roleId] = [newAddress(), account.roleId("developer")];
  const other = await newAccount();
  const foreign = await invite(await other.as("owner"), { email, roleId: other.roleId("member") });
  const first = await invite(owner, { email, roleId: account.roleId("admin") });
  const [second, third] = await Promise.all([invite(admin, { email, roleId }), invite(owner, { email, roleId })]);
  const open = await Promise.all([first, second, third].map(({ link }) => findOpenInvitation(tokenIn(link))));
  expect(open.map((one) => one !== null).sort()).toEqual([false, false, true]);
  expect(open[0]).toBeNull();
  expect(await findOpenInvitation(tokenIn(foreign.link))).not.toBeNull();
});

it("invitations are limited per hour by address, person and account, and accounts don't share a limit", async () => {
  const [email, roleId] = [newAddress(), account.roleId("member")];
  const asked = await Promise.all(Array.from({ length: 12 }, () => outcomeOf(invite(owner, { email, roleId }))));
  expect(asked.filter((one) => one === "done")).toHaveLength(5);
  expect(asked.filter((one) => one === "too-many")).toHaveLength(7);
  const other = await newAccount();
  expect(await outcomeOf(invite(await other.as("owner"), { email, roleId: other.roleId("member") }))).toBe("done");
  await db().throttle.updateMany({ where: { key: `invitations-person:${admin.userId}` }, data: { points: 100 } });
  await invite(admin, { email: newAddress(), roleId });
  await db().throttle.updateMany({ where: { key: `invitations-person:${admin.userId}` }, data: { points: 100 } });
  expect(await outcomeOf(invite(admin, { email: newAddress(), roleId }))).toBe("too-many");
  await db().throttle.updateMany({ where: { key: `invitations-account:${account.accountId}` }, data: { points: 300 } });
  expect(await outcomeOf(invite(owner, { email: newAddress(), roleId }))).toBe("too-many");
});

it("links created by the operator stay valid when someone is demoted", async () => {
  const token = new URL(await makeSetUpLink("Harbour")).searchParams.get("token") ?? "";
  await deactivatePerson(owner, { userId: admin.userId });
  const person = { accountName: "Harbour", name: "Olga", email: newAddress(), password: joinPassword };
  expect(await outcomeOf(setUpAccount({ ...person, token }, ""))).toBe("done");
});
