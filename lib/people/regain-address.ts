import { type AuditActor, type AuditEntryInput, record } from "@/lib/audit/record";
import type { FoundRole } from "@/lib/auth/find-role";
import { databaseNow } from "@/lib/database/clock";
import type { ExclusiveTransaction } from "@/lib/database/transaction";
import { endLinksMadeBy } from "@/lib/people/end-links";
import { keepAnOwner, type LockedPerson, lockPeopleToChange } from "@/lib/people/locked-people";
import { mayManagePerson } from "@/lib/rights/rules";
import { appsOfPerson } from "@/lib/scopes/effect";
import { settleScopeRequests } from "@/lib/scopes/settle-requests";
import { strip } from "@/lib/scopes/strip";
import { tellOwners } from "@/lib/scopes/tell-owners";

/** The person joining. Without a password they can sign in only through the identity provider. */
export type Joiner = { name: string; passwordHash: string | null };

export type Joined = { userId: string; name: string; accountId: string; email: string };

/**
 * Locks and returns the person of this account who held the email address until someone else proved it; if several, the
 * last to lose it. null: there is none, or the inviter may not manage them. `maker`: the inviter; null for the
 * operator, who may manage anyone.
 */
export async function findFormerHolder(
  tx: ExclusiveTransaction,
  accountId: string,
  email: string,
  maker: LockedPerson | null,
): Promise<LockedPerson | null> {
  const former = await tx.user.findFirst({
    where: { accountId, formerEmail: email, email: null },
    orderBy: [{ addressLostAt: "desc" }, { id: "asc" }],
    select: { id: true },
  });
  if (!former) return null;
  const person = (await lockPeopleToChange(tx, accountId, { userIds: [former.id], roleIds: [] })).get(former.id);
  if (!person || person.email !== null) return null;
  return maker === null || mayManagePerson(maker, person) ? person : null;
}

type Regain = {
  former: LockedPerson;
  email: string;
  role: FoundRole;
  joiner: Joiner;
  address: string;
  actId: string;
};

/**
 * Gives a person back the email address they lost, now proved, with the invitation's role. They keep their apps, with
 * the scopes that role grants. The account and the person must be locked.
 * @throws Refusal `last-owner`
 */
export async function regainAddress(tx: ExclusiveTransaction, regain: Regain): Promise<Joined> {
  const { former, email, role, joiner, address, actId } = regain;
  const { userId } = former;
  const { accountId } = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { accountId: true } });
  const actor = { userId, name: joiner.name, accountId, address };
  await tx.user.update({
    where: { id: userId },
    data: {
      email,
      emailVerifiedAt: await databaseNow(tx),
      formerEmail: null,
      addressLostAt: null,
      status: "active",
      ...joiner,
    },
  });
  const changes = former.roleId === role.id ? [] : await takeRole(tx, regain, actor);
  const target = { id: userId, name: joiner.name };
  await record(tx, actor, actId, [
    { action: "person.joined", target: { id: userId, name: role.name } },
    { action: "person.addressRegained", target, after: { email } },
    ...changes,
  ]);
  return { userId, name: joiner.name, accountId, email };
}

async function takeRole(
  tx: ExclusiveTransaction,
  { former, role, actId }: Regain,
  actor: AuditActor & { userId: string },
): Promise<AuditEntryInput[]> {
  const { userId, accountId } = actor;
  if (role.kind !== "owner") await keepAnOwner(tx, accountId, former);
  const shrink = { apps: appsOfPerson(userId), keeps: role.rights };
  const sentence = `${former.name} was invited again as ${role.name}, previously ${former.roleName}`;
  await strip(tx, shrink, { actId, by: actor, sentence });
  await tx.user.update({ where: { id: userId }, data: { roleId: role.id } });
  const ended = await endLinksMadeBy(tx, { id: userId }, { rights: role.rights, roleKind: role.kind });
  await settleScopeRequests(tx, accountId);
  await tellOwners(tx, actId);
  const change = { before: { role: former.roleName }, after: { role: role.name } };
  return [{ action: "person.roleChanged", target: { id: userId, name: former.name }, ...change }, ...ended];
}
