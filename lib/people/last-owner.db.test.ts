import { expect, it } from "vitest";
import { db } from "@/lib/database/db";
import { changeRole } from "@/lib/people/commands";
import { whyNotLoseOwner } from "@/lib/people/last-owner-rules";
import { previewRoleChange } from "@/lib/people/previews";
import { listPeople, listRoleManagers } from "@/lib/people/queries";
import { newAccount, signedIn } from "@/tests/support/actors";

/** The account's one owner. */
async function theOwner(accountId: string) {
  const { id } = await db().user.findFirstOrThrow({
    where: { accountId, role: { kind: "owner" } },
    select: { id: true },
  });
  return signedIn(id);
}

it("the last active owner is marked, so that the screen refuses what the command would, and the look refuses it too", async () => {
  const account = await newAccount();
  const owner = await theOwner(account.accountId);
  const [listed] = await listPeople(owner);
  expect(listed).toMatchObject({ id: owner.userId, isLastOwner: true });
  if (!listed) throw new Error("nobody");
  const change = { userId: owner.userId, roleId: account.roleId("member") };
  await expect(previewRoleChange(owner, change)).rejects.toMatchObject({ code: "last-owner" });
  await expect(changeRole(owner, { ...change, seen: "nothing" })).rejects.toMatchObject({
    code: "last-owner",
    message: whyNotLoseOwner(listed, "member"),
  });
  expect(whyNotLoseOwner(listed, "owner")).toBeNull();
});

it("with a second active owner nobody is marked; a deactivated one doesn't count", async () => {
  const account = await newAccount();
  const owner = await theOwner(account.accountId);
  const second = await account.as("owner");
  expect((await listPeople(owner)).map(({ isLastOwner }) => isLastOwner)).toEqual([false, false]);
  await previewRoleChange(owner, { userId: owner.userId, roleId: account.roleId("member") });
  await db().user.update({ where: { id: second.userId }, data: { status: "deactivated" } });
  expect((await listPeople(owner)).map(({ isLastOwner }) => isLastOwner)).toEqual([true, false]);
});

it("nobody is told to ask themselves for a privilege", async () => {
  const account = await newAccount();
  const owner = await theOwner(account.accountId);
  const admin = await account.as("admin");
  expect(await listRoleManagers(owner)).toEqual([admin.name]);
  expect(await listRoleManagers(admin)).toEqual([owner.name]);
});
