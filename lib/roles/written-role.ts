import type { AuditEntryInput } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import type { FoundRole } from "@/lib/auth/find-role";
import type { Transaction } from "@/lib/database/db";
import { endInvitationsTo, endLinksMadeBy } from "@/lib/people/end-links";
import { endPasswordLinks } from "@/lib/people/end-password-links";
import { Refusal } from "@/lib/refusal";
import { grantsOf, type Rights } from "@/lib/rights/privileges";
import { missingRights } from "@/lib/rights/rules";
import { appsOfRole } from "@/lib/scopes/effect";
import { settleScopeRequests } from "@/lib/scopes/settle-requests";
import { strip } from "@/lib/scopes/strip";
import { tellOwners } from "@/lib/scopes/tell-owners";

type Written = { name: string; description: string; rights: Rights };

/**
 * Writes a new custom role; returns its audit entry. The actor's right to grant what it grants must be checked.
 * @throws Refusal `invalid` (the name is taken)
 */
export async function addRole(
  tx: Transaction,
  accountId: string,
  { id, name, description, rights }: Written & { id: string },
): Promise<AuditEntryInput[]> {
  await refuseTakenName(tx, accountId, name, null);
  await tx.role.create({ data: { id, accountId, kind: "custom", name, description } });
  await writeGrants(tx, id, rights);
  return [{ action: "role.created", target: { id, name }, after: { description, rights: { ...rights } } }];
}

type Rewrite = { actor: Actor; actId: string; role: FoundRole; next: Written };

/**
 * Rewrites a custom role, with everything that follows for its people, their apps and their links; returns the audit
 * entries. The role must be locked, and the actor's right to change it so checked.
 * @throws Refusal `invalid` (the name is taken)
 */
export async function rewriteRole(tx: Transaction, { actor, actId, role, next }: Rewrite): Promise<AuditEntryInput[]> {
  const { name, description, rights } = next;
  const roleId = role.id;
  await refuseTakenName(tx, actor.accountId, name, roleId);
  const sentence = `${actor.name} changed what the role ${role.name} grants`;
  await strip(tx, { apps: appsOfRole(roleId), keeps: rights }, { actId, by: actor, sentence });
  await tellOwners(tx, actId);
  await tx.role.update({ where: { id: roleId }, data: { name, description } });
  await writeGrants(tx, roleId, rights);
  await endPasswordLinks(tx, { roleId });
  const ended = missingRights(role.rights, rights).length > 0 ? await endInvitationsTo(tx, roleId) : [];
  ended.push(...(await endLinksMadeBy(tx, { roleId }, { rights, roleKind: role.kind })));
  await settleScopeRequests(tx, actor.accountId);
  return [...changeEntry(role, next), ...ended];
}

function changeEntry(before: FoundRole, after: Written) {
  const picture = ({ name, description, rights }: typeof after) => ({ name, description, rights: { ...rights } });
  const target = { id: before.id, name: after.name };
  return [{ action: "role.changed" as const, target, before: picture(before), after: picture(after) }];
}

async function refuseTakenName(tx: Transaction, accountId: string, name: string, except: string | null): Promise<void> {
  const taken = await tx.role.findFirst({
    where: { accountId, name: { equals: name, mode: "insensitive" }, ...(except ? { id: { not: except } } : {}) },
    select: { id: true },
  });
  if (!taken) return;
  const message = "A role with this name already exists.";
  throw new Refusal("invalid", message, [{ field: "name", message }]);
}

/** Edit rows depend on View rows: delete Edit first, insert View first. */
async function writeGrants(tx: Transaction, roleId: string, rights: Rights): Promise<void> {
  const wanted = grantsOf(rights);
  const has = await tx.roleGrant.findMany({ where: { roleId }, select: { privilege: true, access: true } });
  const gone = has.filter((one) => !wanted.some((two) => two.privilege === one.privilege && two.access === one.access));
  for (const access of ["edit", "view"] as const) {
    const privileges = gone.filter((one) => one.access === access).map((one) => one.privilege);
    await tx.roleGrant.deleteMany({ where: { roleId, access, privilege: { in: privileges } } });
  }
  for (const access of ["view", "edit"] as const) {
    await tx.roleGrant.createMany({
      data: wanted
        .filter((one) => one.access === access)
        .map((one) => ({ roleId, roleKind: "custom" as const, ...one })),
      skipDuplicates: true,
    });
  }
}
