import type { AuditEntryInput } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import type { FoundRole } from "@/lib/auth/find-role";
import type { ExclusiveTransaction } from "@/lib/database/transaction";
import { endLinksMadeBy } from "@/lib/people/end-links";
import { endPasswordLinks } from "@/lib/people/end-password-links";
import { keepAnOwner, type LockedPerson } from "@/lib/people/locked-people";
import { appsOfPerson } from "@/lib/scopes/effect";
import { settleScopeRequests } from "@/lib/scopes/settle-requests";
import { strip } from "@/lib/scopes/strip";
import { tellOwners } from "@/lib/scopes/tell-owners";

type Given = { actor: Actor; person: LockedPerson; role: FoundRole; actId: string };

/**
 * Gives a person another role, with everything that follows: scopes it doesn't grant are removed from their apps, links
 * they may no longer create end, and requests it settles are closed. Person and role must be locked, and the actor's
 * right to give the role checked. Returns the audit entries.
 * @throws Refusal `last-owner`
 */
export async function giveRole(
  tx: ExclusiveTransaction,
  { actor, person, role, actId }: Given,
): Promise<AuditEntryInput[]> {
  const { userId } = person;
  if (role.kind !== "owner") await keepAnOwner(tx, actor.accountId, person);
  const sentence = `${actor.name} changed ${person.name}’s role from ${person.roleName} to ${role.name}`;
  await strip(tx, { apps: appsOfPerson(userId), keeps: role.rights }, { actId, by: actor, sentence });
  await tellOwners(tx, actId);
  await tx.user.update({ where: { id: userId }, data: { roleId: role.id } });
  await endPasswordLinks(tx, { id: userId });
  const ended = await endLinksMadeBy(tx, { id: userId }, { rights: role.rights, roleKind: role.kind });
  await settleScopeRequests(tx, actor.accountId);
  const change = { before: { role: person.roleName }, after: { role: role.name } };
  return [{ action: "person.roleChanged", target: { id: userId, name: person.name }, ...change }, ...ended];
}
