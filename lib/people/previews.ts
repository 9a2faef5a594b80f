import * as z from "zod";
import { type Actor, rightsOf } from "@/lib/auth/actor";
import { findGrantableRole } from "@/lib/auth/find-role";
import { db } from "@/lib/database/db";
import { heirOf } from "@/lib/people/heir";
import { refuseOneself } from "@/lib/people/oneself";
import { Refusal } from "@/lib/refusal";
import type { Rights } from "@/lib/rights/privileges";
import { mayManagePerson, mayTransferApp, missingRights } from "@/lib/rights/rules";
import { appsOfPerson, effectOf } from "@/lib/scopes/effect";
import { idInput } from "@/lib/text/inputs";

export const previewRoleChangeInput = z.object({ userId: idInput, roleId: idInput });

/**
 * What leaves which app if this person gets that role, and what the person gains and loses by it (`Users: Edit`).
 * @throws Refusal `forbidden` (also for a role that grants more than the actor holds), `not-found`
 */
export async function previewRoleChange(actor: Actor, { userId, roleId }: z.output<typeof previewRoleChangeInput>) {
  const { rights } = await manageable(actor, userId);
  const role = await findGrantableRole(db(), actor, actor.accountId, roleId);
  const effect = await effectOf(db(), { apps: appsOfPerson(userId), keeps: role.rights });
  return { ...effect, gains: missingRights(rights, role.rights), loses: missingRights(role.rights, rights) };
}

const shownApps = 20;

/**
 * Which apps stop working while this person is deactivated: activated ones, at most 20 by name.
 * @throws Refusal `forbidden`, `not-found`, `invalid` (oneself)
 */
export async function previewDeactivation(actor: Actor, { userId }: { userId: string }) {
  refuseOneself(actor, userId, "deactivate");
  await manageable(actor, userId);
  return ownedApps(actor, { ownerId: userId, removedAt: null, state: "activated" });
}

/**
 * Which apps go to whom when this person is removed, at most 20 by name; removed apps go along unnamed.
 * @throws Refusal `forbidden`, `not-found`, `invalid` (oneself)
 */
export async function previewRemoval(actor: Actor, { userId }: { userId: string }) {
  refuseOneself(actor, userId, "remove");
  await manageable(actor, userId);
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

async function manageable(actor: Actor, userId: string): Promise<{ rights: Rights }> {
  const person = await db().user.findUnique({
    where: { id: userId, accountId: actor.accountId },
    select: { role: { select: { grants: { select: { privilege: true, access: true } } } } },
  });
  if (!person) throw new Refusal("not-found", "This person is not in the account any more.");
  const rights = rightsOf(person.role.grants);
  if (mayManagePerson(actor, { rights })) return { rights };
  throw new Refusal(
    "forbidden",
    "Changing people takes the privilege Users: Edit, and a role that grants no less than theirs.",
  );
}
