import type { Actor } from "@/lib/auth/actor";
import { type CatalogScope, findScope } from "@/lib/catalog/scopes";
import { tokenDigest } from "@/lib/crypto";
import type { Transaction } from "@/lib/database/db";
import { Refusal } from "@/lib/refusal";
import { readGrantRoles } from "@/lib/requests/grant-roles";
import { type GrantRole, suggestedWay, type Way, waysToGrant, whyNotGrantHere } from "@/lib/requests/rules";
import type { Holder } from "@/lib/rights/permissions";
import { allows } from "@/lib/rights/permissions";
import { grantsOf, needOf } from "@/lib/rights/privileges";

export type Granting = {
  scope: CatalogScope;
  app: { id: string; name: string; ownerId: string };
  owner: { id: string; name: string };
  role: GrantRole;
  /** The ways to grant it, the ones that grant the least first. */
  ways: Way[];
  /** The index of the way to select at first; null: none gives exactly what is missing. */
  suggested: number | null;
  /** A digest of everything the ways depend on; sent back to prove what was shown. */
  seen: string;
};

type Asked = { appId: string; scopeId: string };

/**
 * How the granter can let the app have a scope that its owner's role doesn't grant.
 * @throws Refusal `not-found` (app, removed app or scope), `forbidden`, `invalid` (the role already grants it)
 */
export async function readGranting(
  tx: Transaction,
  granter: Holder & Pick<Actor, "accountId">,
  { appId, scopeId }: Asked,
): Promise<Granting> {
  const scope = findScope(scopeId);
  if (!scope) throw new Refusal("not-found", "There is no such scope.");
  const found = await tx.app.findUnique({
    where: { id: appId, accountId: granter.accountId },
    select: { id: true, name: true, removedAt: true, owner: { select: { id: true, name: true, roleId: true } } },
  });
  if (!found) throw new Refusal("not-found", "This app does not exist.");
  if (found.removedAt) throw new Refusal("not-found", "This app was removed.");
  const { owner } = found;
  const roles = await readGrantRoles(tx, granter.accountId);
  const role = roles.find(({ id }) => id === owner.roleId);
  if (!role) throw new Refusal("not-found", "This role no longer exists.");
  const why = whyNotGrantHere(granter, { name: owner.name, rights: role.rights }, scope);
  if (why) throw new Refusal("forbidden", why);
  if (allows(role.rights, scope.privilege, scope.access)) {
    throw new Refusal("invalid", `The role ${role.name} already grants ${needOf(scope)}. The scope can be added.`);
  }
  const ways = waysToGrant({ actor: granter, role, need: scope, roles });
  const best = suggestedWay(ways);
  return {
    scope,
    app: { id: found.id, name: found.name, ownerId: owner.id },
    owner: { id: owner.id, name: owner.name },
    role,
    ways,
    suggested: best === null ? null : ways.indexOf(best),
    seen: tokenDigest(
      JSON.stringify([owner.id, role.id, grantsOf(role.rights).map((one) => Object.values(one)), ways]),
    ),
  };
}
