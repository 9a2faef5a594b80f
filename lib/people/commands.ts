import * as z from "zod";
import { type AuditEntryInput, record } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { findGrantableRole } from "@/lib/auth/find-role";
import { endSessionsOf } from "@/lib/auth/sessions";
import { randomId } from "@/lib/crypto";
import { databaseNow } from "@/lib/database/clock";
import type { Transaction } from "@/lib/database/db";
import { type ExclusiveTransaction, exclusively } from "@/lib/database/transaction";
import { endLinksMadeBy } from "@/lib/people/end-links";
import { endPasswordLinks } from "@/lib/people/end-password-links";
import { giveRole } from "@/lib/people/give-role";
import { type Heir, heirOf } from "@/lib/people/heir";
import { keepAnOwner, type LockedPerson, lockedActor, lockPeopleToChange } from "@/lib/people/locked-people";
import { refuseOneself } from "@/lib/people/oneself";
import { Refusal } from "@/lib/refusal";
import { mayManagePerson } from "@/lib/rights/rules";
import { appsOfPerson, effectOf, refuseOtherThanSeen } from "@/lib/scopes/effect";
import { chosenInput, idInput } from "@/lib/text/inputs";

export const personInput = z.object({ userId: idInput });

/**
 * `seen`: the digest of the effect the actor was shown (Effect.seen). If the effect differs by now, nothing is done.
 */
export const changeRoleInput = personInput.extend({ roleId: chosenInput("Choose a role."), seen: z.string().max(100) });

/**
 * Changes a person's role. Scopes that the new role doesn't grant are removed from their apps in the same transaction,
 * and links they may no longer create are ended.
 * @throws Refusal `not-found`, `forbidden`, `last-owner`, `effect-changed`, `conflict`
 */
export async function changeRole(
  actor: Actor,
  { userId, roleId, seen }: z.output<typeof changeRoleInput>,
): Promise<void> {
  await withPerson(actor, userId, { roleId }, async (tx, { self, person, actId }) => {
    if (person.roleId === roleId) return [];
    const role = await findGrantableRole(tx, self, actor.accountId, roleId);
    refuseOtherThanSeen(await effectOf(tx, { apps: appsOfPerson(userId), keeps: role.rights }), seen);
    return giveRole(tx, { actor, person, role, actId });
  });
}

/**
 * Deactivates a person. They are signed out everywhere and the links they created are ended. Their apps get no tokens,
 * and existing tokens are rejected, until the person is reactivated or the apps are transferred.
 * @throws Refusal `not-found`, `forbidden`, `last-owner`, `invalid` (oneself), `conflict`
 */
export async function deactivatePerson(actor: Actor, { userId }: { userId: string }): Promise<void> {
  refuseOneself(actor, userId, "deactivate");
  await withPerson(actor, userId, {}, async (tx, { person }) => {
    if (person.status === "deactivated") return [];
    await keepAnOwner(tx, actor.accountId, person);
    await tx.user.update({ where: { id: userId }, data: { status: "deactivated" } });
    await endSessionsOf(tx, userId);
    await endPasswordLinks(tx, { id: userId });
    return [
      { action: "person.deactivated", target: targetOf(person) },
      ...(await endLinksMadeBy(tx, { id: userId }, null)),
    ];
  });
}

/**
 * Reactivates a person. Their apps can get tokens again, and old tokens that have not expired work again.
 * @throws Refusal `not-found`, `forbidden`, `conflict`
 */
export async function reactivatePerson(actor: Actor, { userId }: { userId: string }): Promise<void> {
  await withPerson(actor, userId, {}, async (tx, { person }) => {
    if (person.status === "active") return [];
    await tx.user.update({ where: { id: userId }, data: { status: "active" } });
    return [{ action: "person.reactivated", target: targetOf(person) }];
  });
}

/**
 * Removes a person permanently. Their apps go to the account owner who removes them, otherwise to the account's
 * longest-standing owner, each with a notice to rotate the secrets that the person knew.
 * @throws Refusal `not-found`, `forbidden`, `last-owner`, `invalid` (oneself), `conflict`
 */
export async function removePerson(actor: Actor, { userId }: { userId: string }): Promise<void> {
  refuseOneself(actor, userId, "remove");
  await withPerson(actor, userId, {}, async (tx, { self, person }) => {
    await keepAnOwner(tx, actor.accountId, person);
    const heir = await heirOf(tx, self, actor.accountId, userId);
    const entries = [...(await transfersEnding(tx, userId)), ...(await passAppsOn(tx, person, heir))];
    await tx.user.delete({ where: { id: userId } });
    return [{ action: "person.removed", target: targetOf(person), before: { role: person.roleName } }, ...entries];
  });
}

type Held = { self: LockedPerson; person: LockedPerson; actId: string };
type Act = (tx: ExclusiveTransaction, held: Held) => Promise<AuditEntryInput[]>;

/**
 * Runs `act` in one transaction with the actor and the person locked, after checking that the actor may manage the
 * person.
 */
async function withPerson(actor: Actor, userId: string, { roleId }: { roleId?: string }, act: Act): Promise<void> {
  await exclusively(actor.accountId, async (tx) => {
    const userIds = [actor.userId, userId];
    const people = await lockPeopleToChange(tx, actor.accountId, { userIds, roleIds: roleId ? [roleId] : [] });
    const self = lockedActor(people, actor);
    const person = people.get(userId);
    if (!person) throw new Refusal("not-found", "This person is no longer in the account.");
    if (!mayManagePerson(self, person)) {
      throw new Refusal("forbidden", "To change people you need Users: Edit, and every privilege their role grants.");
    }
    const actId = randomId();
    await record(tx, actor, actId, await act(tx, { self, person, actId }));
  });
}

const targetOf = (person: LockedPerson) => ({ id: person.userId, name: person.name });

/** The pending transfers to this person, as audit entries. The rows are deleted with the person. */
async function transfersEnding(tx: Transaction, userId: string): Promise<AuditEntryInput[]> {
  const pending = await tx.ownershipTransfer.findMany({
    where: { toId: userId, state: "pending" },
    select: { app: { select: { id: true, name: true } } },
  });
  return pending.map(({ app }) => ({ action: "app.transferCancelled", target: app, appId: app.id }));
}

async function passAppsOn(tx: Transaction, person: LockedPerson, heir: Heir): Promise<AuditEntryInput[]> {
  const apps = await tx.app.findMany({
    where: { ownerId: person.userId },
    orderBy: { id: "asc" },
    select: { id: true, name: true },
  });
  await tx.app.updateMany({
    where: { ownerId: person.userId },
    data: { ownerId: heir.id, updatedAt: await databaseNow(tx) },
  });
  await tx.notice.createMany({
    data: apps.map((app) => ({
      id: randomId(),
      appId: app.id,
      kind: "rotate-secrets",
      message: `${person.name}, who owned this app, was removed and may know its secrets. Regenerate them.`,
    })),
  });
  return apps.map((app) => ({
    action: "app.transferred",
    target: app,
    appId: app.id,
    before: { owner: person.name },
    after: { owner: heir.name },
  }));
}
