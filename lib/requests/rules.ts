import { allows, type Holder, may, type Permission, permissions } from "@/lib/rights/permissions";
import { type Access, masterPrivilege, needOf, type Rights, type RoleKind } from "@/lib/rights/privileges";
import { covers, mayEditRole, mayGrantRole, missingRights } from "@/lib/rights/rules";

/** A role as granting needs it; `peopleCount`: how many people have it. */
export type GrantRole = { id: string; name: string; kind: RoleKind; rights: Rights; peopleCount: number };

export type Need = { privilege: string; access: Access };

/**
 * A way to let an app's owner have a scope: give them an existing role (`more`: what else it would grant them), add the
 * privilege to their own role (`others`: how many other people have that role), or give them a new role, which is theirs
 * plus the privilege.
 */
export type Way =
  | { kind: "give"; roleId: string; roleName: string; more: string[] }
  | { kind: "edit"; roleId: string; roleName: string; others: number }
  | { kind: "new"; roleName: string };

/** The rights of someone who is granted the need on top of what they have. */
export const withNeed = (rights: Rights, { privilege, access }: Need): Rights =>
  allows(rights, privilege, access) ? rights : { ...rights, [privilege]: access };

type Granter = Holder;
type Owner = { name: string; rights: Rights };

/** Why the actor may not grant this to the app's owner, as a sentence; null if they may. */
export function whyNotGrantHere(actor: Granter, owner: Owner, need: Need): string | null {
  if (!may(actor, "people.edit")) return "You need Users: Edit to answer requests.";
  if (!covers(actor.rights, owner.rights)) {
    return `${owner.name} has rights that you don’t have. Someone with at least those rights has to decide.`;
  }
  if (!allows(actor.rights, need.privilege, need.access)) {
    return `You don’t hold ${needOf(need)} yourself. Someone who does has to decide.`;
  }
  return null;
}

type Facts = { actor: Granter; role: GrantRole; need: Need; roles: readonly GrantRole[] };

/** Why the actor can't grant this to the app's owner at all, also for want of a way; null if they can. */
export const whyNotGrant = (owner: Owner, facts: Facts): string | null =>
  whyNotGrantHere(facts.actor, owner, facts.need) ??
  (waysToGrant(facts).length > 0 ? null : "None of your roles grants it, and creating one requires Roles: Edit.");

/** The ways in which the actor can grant the need to someone with `role`, the ones that grant the least first. */
export function waysToGrant({ actor, role, need, roles }: Facts): Way[] {
  const wanted = withNeed(role.rights, need);
  if (!covers(actor.rights, wanted)) return [];
  const gives = roles
    .filter((one) => one.id !== role.id && covers(one.rights, wanted) && mayGrantRole(actor, one))
    .map((one) => ({ roleId: one.id, roleName: one.name, more: moreThan(wanted, role.kind, one) }))
    .sort((a, b) => a.more.length - b.more.length || a.roleName.localeCompare(b.roleName, "en"))
    .map((one): Way => ({ kind: "give", ...one }));
  const own = masterPrivilege in wanted ? [] : ownWays({ actor, role, need, roles });
  return [...gives.filter(isExact), ...own, ...gives.filter((way) => !isExact(way))];
}

function ownWays({ actor, role, need, roles }: Facts): Way[] {
  if (!may(actor, "roles.edit")) return [];
  const made: Way = { kind: "new", roleName: nameOfNewRole(role.name, need, roles) };
  if (!mayEditRole(actor, role)) return [made];
  const edit: Way = { kind: "edit", roleId: role.id, roleName: role.name, others: Math.max(0, role.peopleCount - 1) };
  return edit.others === 0 ? [edit, made] : [made, edit];
}

/** Whether a way gives this one person exactly the missing privilege, and no one else anything. */
export const isExact = (way: Way): boolean =>
  way.kind === "new" || (way.kind === "give" ? way.more.length === 0 : way.others === 0);

/** The way to select at first: the first that is exact; null: none is. */
export const suggestedWay = (ways: readonly Way[]): Way | null => ways.find(isExact) ?? null;

/** What a role grants beyond `wanted`: privileges, and what only roles of its kind may do. */
function moreThan(wanted: Rights, before: RoleKind, role: GrantRole): string[] {
  const powers: Permission[] = Object.values(permissions);
  const won = powers.filter(({ only }) => only?.includes(role.kind) && !only.includes(before));
  return [...missingRights(wanted, role.rights), ...won.map(({ words }) => `may ${words}`)];
}

const longestName = 50;

/** "Developer + Meetings: View", with a number if that name is taken. */
function nameOfNewRole(roleName: string, need: Need, roles: readonly GrantRole[]): string {
  const taken = new Set(roles.map(({ name }) => name.toLowerCase()));
  for (let n = 1; ; n++) {
    const end = ` + ${needOf(need)}${n === 1 ? "" : ` ${n}`}`;
    const name = `${[...roleName]
      .slice(0, longestName - [...end].length)
      .join("")
      .trim()}${end}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}
