import * as z from "zod";
import { type AuditEntryInput, record } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { type FoundRole, findEditableRole, findGrantableRole, refuseBeyond } from "@/lib/auth/find-role";
import { randomId } from "@/lib/crypto";
import { databaseNow } from "@/lib/database/clock";
import type { Transaction } from "@/lib/database/db";
import { exclusively } from "@/lib/database/transaction";
import { endInvitationsTo, endLinksMadeBy } from "@/lib/people/end-links";
import { endPasswordLinks } from "@/lib/people/end-password-links";
import { type LockedPerson, lockedActor, lockPeopleToChange } from "@/lib/people/locked-people";
import { Refusal } from "@/lib/refusal";
import { missingRights, roleInput } from "@/lib/rights/rules";
import { addRole, rewriteRole } from "@/lib/roles/written-role";
import { appsOfRole, effectOf, refuseOtherThanSeen } from "@/lib/scopes/effect";
import { settleScopeRequests } from "@/lib/scopes/settle-requests";
import { strip } from "@/lib/scopes/strip";
import { tellOwners } from "@/lib/scopes/tell-owners";
import { chosenInput, idInput } from "@/lib/text/inputs";

/**
 * Creates a custom role.
 * @throws Refusal `forbidden` (also: it grants rights the actor doesn't have), `invalid` (the name is taken)
 */
export async function createRole(actor: Actor, input: z.output<typeof roleInput>): Promise<{ roleId: string }> {
  const id = randomId();
  await withRoles(actor, [], async (tx, self) => {
    refuseBeyond(self, input.rights);
    return addRole(tx, actor.accountId, { id, ...input });
  });
  return { roleId: id };
}

/**
 * `seen`: the digest of the effect the actor was shown (Effect.seen). If the effect differs by now, nothing is done.
 */
export const saveRoleInput = roleInput.extend({ roleId: idInput, seen: z.string().max(100) });

/**
 * Saves a custom role. In the same transaction, its people's apps lose the scopes it no longer grants, open invitations
 * to it end if it gains rights, and links that its people created and may no longer create end.
 * @throws Refusal `not-found`, `forbidden` (built in, or beyond the actor's rights), `invalid` (the name is taken),
 * `effect-changed`, `conflict`
 */
export async function saveRole(actor: Actor, input: z.output<typeof saveRoleInput>): Promise<void> {
  const { roleId, name, description, rights, seen } = input;
  await withRoles(actor, [roleId], async (tx, self, actId) => {
    const role = await findEditableRole(tx, self, actor.accountId, roleId);
    refuseBeyond(self, rights);
    refuseOtherThanSeen(await effectOf(tx, { apps: appsOfRole(roleId), keeps: rights }), seen);
    return rewriteRole(tx, { actor, actId, role, next: { name, description, rights } });
  });
}

/**
 * `moveTo`: the role its people get instead, and its open invitations too if that role grants no more. null: the role
 * has neither.
 */
export const deleteRoleInput = z.object({
  roleId: idInput,
  moveTo: chosenInput("Choose a role.").nullable(),
  seen: z.string().max(100),
});

/**
 * Deletes a custom role. Its people get another one in the same transaction, with the same effect on their apps as any
 * role change.
 * @throws Refusal `not-found`, `forbidden`, `role-in-use` (it has people or open invitations and `moveTo` is null),
 * `effect-changed`, `conflict`
 */
export async function deleteRole(
  actor: Actor,
  { roleId, moveTo, seen }: z.output<typeof deleteRoleInput>,
): Promise<void> {
  await withRoles(actor, moveTo ? [roleId, moveTo] : [roleId], async (tx, self, actId) => {
    const role = await findEditableRole(tx, self, actor.accountId, roleId);
    const people = await tx.user.findMany({ where: { roleId }, select: { id: true, name: true } });
    const invitations = await tx.invitation.count({
      where: { roleId, acceptedAt: null, revokedAt: null, expiresAt: { gt: await databaseNow(tx) } },
    });
    if (!moveTo && people.length + invitations > 0) {
      throw new Refusal(
        "role-in-use",
        `People or invitations have the role ${role.name}. Choose the role they get instead.`,
      );
    }
    const moved = moveTo ? await movePeople(tx, { self, actor, actId, role, moveTo, people, seen }) : [];
    await tx.invitation.deleteMany({ where: { roleId } });
    await tx.role.delete({ where: { id: roleId } });
    const { name, description, rights } = role;
    return [...moved, { action: "role.deleted", target: { id: roleId, name }, before: { description, rights } }];
  });
}

type Move = {
  self: LockedPerson;
  actor: Actor;
  actId: string;
  role: FoundRole;
  moveTo: string;
  people: { id: string; name: string }[];
  seen: string;
};

async function movePeople(tx: Transaction, move: Move): Promise<AuditEntryInput[]> {
  const { self, actor, actId, role, people, seen } = move;
  const next = await findGrantableRole(tx, self, actor.accountId, move.moveTo);
  if (next.id === role.id) throw new Refusal("invalid", "Choose a different role from the one being deleted.");
  const shrink = { apps: appsOfRole(role.id), keeps: next.rights };
  refuseOtherThanSeen(await effectOf(tx, shrink), seen);
  const sentence = `${actor.name} deleted the role ${role.name} and gave its people the role ${next.name}`;
  await strip(tx, shrink, { actId, by: actor, sentence });
  await tellOwners(tx, actId);
  await endPasswordLinks(tx, { roleId: role.id });
  const ended = missingRights(role.rights, next.rights).length > 0 ? await endInvitationsTo(tx, role.id) : [];
  await tx.invitation.updateMany({
    where: { roleId: role.id, acceptedAt: null, revokedAt: null },
    data: { roleId: next.id },
  });
  ended.push(...(await endLinksMadeBy(tx, { roleId: role.id }, { rights: next.rights, roleKind: next.kind })));
  await tx.user.updateMany({ where: { roleId: role.id }, data: { roleId: next.id } });
  await settleScopeRequests(tx, actor.accountId);
  const moved: AuditEntryInput[] = people.map((person) => ({
    action: "person.roleChanged",
    target: person,
    before: { role: role.name },
    after: { role: next.name },
  }));
  return [...moved, ...ended];
}

type Act = (tx: Transaction, self: LockedPerson, actId: string) => Promise<AuditEntryInput[]>;

/**
 * Runs `act` in one transaction with these roles locked, so that nothing can start depending on them while they change.
 */
async function withRoles(actor: Actor, roleIds: string[], act: Act): Promise<void> {
  await exclusively(actor.accountId, async (tx) => {
    const people = await lockPeopleToChange(tx, actor.accountId, { userIds: [actor.userId], roleIds });
    const actId = randomId();
    await record(tx, actor, actId, await act(tx, lockedActor(people, actor), actId));
  });
}
