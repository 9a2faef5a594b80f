import * as z from "zod";
import { type Actor, rightsOf } from "@/lib/auth/actor";
import { findEditableRole, findGrantableRole, refuseBeyond } from "@/lib/auth/find-role";
import { databaseNow } from "@/lib/database/clock";
import { db } from "@/lib/database/db";
import { builtInRoles } from "@/lib/rights/privileges";
import { mayEditRole, maySeeRoles, roleInput } from "@/lib/rights/rules";
import { appsOfRole, type Effect, effectOf } from "@/lib/scopes/effect";
import { chosenInput, idInput } from "@/lib/text/inputs";

const order = [...Object.keys(builtInRoles), "custom"];
const shownPeople = 5;

/**
 * The account's roles, built-in ones first, each with its people (the first five, and the count). null: the actor may
 * not see roles.
 */
export async function listRoles(actor: Actor) {
  if (!maySeeRoles(actor)) return null;
  const now = await databaseNow();
  const roles = await db().role.findMany({
    where: { accountId: actor.accountId },
    orderBy: [{ name: "asc" }],
    select: {
      id: true,
      kind: true,
      name: true,
      description: true,
      grants: { select: { privilege: true, access: true } },
      users: { take: shownPeople, orderBy: { createdAt: "asc" }, select: { id: true, name: true } },
      _count: {
        select: { users: true, invitations: { where: { acceptedAt: null, revokedAt: null, expiresAt: { gt: now } } } },
      },
    },
  });
  return roles
    .map(({ grants, users, _count, ...role }) => {
      const rights = rightsOf(grants);
      return {
        ...role,
        rights,
        people: users,
        peopleCount: _count.users,
        invitationCount: _count.invitations,
        mayEdit: mayEditRole(actor, { kind: role.kind, rights }),
      };
    })
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

export type ListedRole = NonNullable<Awaited<ReturnType<typeof listRoles>>>[number];

export const previewRoleInput = z.object({ roleId: idInput, rights: roleInput.shape.rights });

/**
 * Which apps would lose which scopes if this role granted only these rights.
 * @throws Refusal like `saveRole`: `not-found`, `forbidden` (built in, or beyond the actor's rights)
 */
export async function previewRole(actor: Actor, input: z.output<typeof previewRoleInput>): Promise<Effect> {
  const role = await findEditableRole(db(), actor, actor.accountId, input.roleId);
  refuseBeyond(actor, input.rights);
  return effectOf(db(), { apps: appsOfRole(role.id), keeps: input.rights });
}

export const previewRoleDeletionInput = z.object({ roleId: idInput, moveTo: chosenInput("Choose a role.") });

/**
 * Which apps would lose which scopes if this role's people got another one.
 * @throws Refusal `forbidden` (also: the other role grants more than the actor has), `not-found`
 */
export async function previewRoleDeletion(
  actor: Actor,
  { roleId, moveTo }: z.output<typeof previewRoleDeletionInput>,
): Promise<Effect> {
  const role = await findEditableRole(db(), actor, actor.accountId, roleId);
  const next = await findGrantableRole(db(), actor, actor.accountId, moveTo);
  return effectOf(db(), { apps: appsOfRole(role.id), keeps: next.rights });
}
