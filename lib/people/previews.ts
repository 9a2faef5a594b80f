import * as z from "zod";
import { type Actor, rightsOf } from "@/lib/auth/actor";
import { findGrantableRole } from "@/lib/auth/find-role";
import { db } from "@/lib/database/db";
import { heirOf } from "@/lib/people/heir";
import { keepAnOwner } from "@/lib/people/locked-people";
import { refuseOneself } from "@/lib/people/oneself";
import { Refusal } from "@/lib/refusal";
import type { Rights, RoleKind } from "@/lib/rights/privileges";
import { mayManagePerson, mayTransferApp, missingRights } from "@/lib/rights/rules";
import { appsOfPerson, effectOf } from "@/lib/scopes/effect";
import { chosenInput, idInput } from "@/lib/text/inputs";

export const previewRoleChangeInput = z.object({ userId: idInput, roleId: chosenInput("Choose a role.") });

/**
 * Which scopes which apps would lose with that role, and the privileges the person would gain and lose. Requires
 * `Users: Edit`.
 * @throws Refusal `forbidden` (also for a role that grants more than the actor holds), `not-found`, `last-owner`
 */
export async function previewRoleChange(actor: Actor, { userId, roleId }: z.output<typeof previewRoleChangeInput>) {
  const person = await manageable(actor, userId);
  const { rights } = person;
  const role = await findGrantableRole(db(), actor, actor.accountId, roleId);
  if (role.kind !== "owner") await keepAnOwner(db(), actor.accountId, person);
  const effect = await effectOf(db(), { apps: appsOfPerson(userId), keeps: role.rights });
  return { ...effect, gains: missingRights(rights, role.rights), loses: missingRights(role.rights, rights) };
}

const shownApps = 20;

/**
 * The activated apps that stop working while this person is deactivated; the first 20 by name, and the count.
 * @throws Refusal `forbidden`, `not-found`, `invalid` (oneself), `last-owner`
 */
export async function previewDeactivation(actor: Actor, { userId }: { userId: string }) {
  refuseOneself(actor, userId, "deactivate");
  await keepAnOwner(db(), actor.accountId, await manageable(actor, userId));
  return ownedApps(actor, { ownerId: userId, removedAt: null, state: "activated" });
}

/**
 * The apps that go to another owner when this person is removed, and to whom; the first 20 by name, and the count. Removed
 * apps move too but are not listed.
 * @throws Refusal `forbidden`, `not-found`, `invalid` (oneself), `last-owner`
 */
export async function previewRemoval(actor: Actor, { userId }: { userId: string }) {
  refuseOneself(actor, userId, "remove");
  await keepAnOwner(db(), actor.accountId, await manageable(actor, userId));
  const { name: heirName } = await heirOf(db(), actor, actor.accountId, userId);
  return { ...(await ownedApps(actor, { ownerId: userId, removedAt: null })), heirName };
}

async function ownedApps(actor: Actor, where: { ownerId: string; removedAt: null; state?: "activated" }) {
  const [count, apps] = await Promise.all([
    db().app.count({ where }),
    db().app.findMany({
      where,
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: shownApps,
      select: { id: true, name: true, state: true },
    }),
  ]);
  return { count, apps, mayTransfer: mayTransferApp(actor, where) };
}

type Managed = { userId: string; name: string; roleKind: RoleKind; rights: Rights };

async function manageable(actor: Actor, userId: string): Promise<Managed> {
  const person = await db().user.findUnique({
    where: { id: userId, accountId: actor.accountId },
    select: { name: true, role: { select: { kind: true, grants: { select: { privilege: true, access: true } } } } },
  });
  if (!person) throw new Refusal("not-found", "This person is no longer in the account.");
  const rights = rightsOf(person.role.grants);
  if (mayManagePerson(actor, { rights })) return { userId, name: person.name, roleKind: person.role.kind, rights };
  throw new Refusal("forbidden", "To change people you need Users: Edit, and every privilege their role grants.");
}
