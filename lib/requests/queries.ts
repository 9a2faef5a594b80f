import * as z from "zod";
import type { Actor } from "@/lib/auth/actor";
import { findScope } from "@/lib/catalog/scopes";
import { db } from "@/lib/database/db";
import { readGrantRoles } from "@/lib/requests/grant-roles";
import { readGranting } from "@/lib/requests/granting";
import { type Need, whyNotGrant } from "@/lib/requests/rules";
import { may } from "@/lib/rights/permissions";
import { needOf, type Rights } from "@/lib/rights/privileges";
import { idInput } from "@/lib/text/inputs";

/**
 * The account's open requests, oldest first, at most 200. `whyNot`: why the actor can't grant one, as a sentence; null
 * if they can.
 */
export async function listScopeRequests(actor: Actor) {
  if (!may(actor, "people.edit")) return [];
  const [requests, roles] = await Promise.all([
    db().scopeRequest.findMany({
      where: { accountId: actor.accountId, closedAt: null, app: { removedAt: null } },
      orderBy: [{ askedAt: "asc" }, { id: "asc" }],
      take: 200,
      select: requestColumns,
    }),
    readGrantRoles(db(), actor.accountId),
  ]);
  return requests.flatMap(({ scopeId, app, askedBy, ...request }) => {
    const scope = findScope(scopeId);
    if (!scope) return [];
    const { owner, ...shown } = app;
    const role = roles.find(({ id }) => id === owner.roleId);
    if (!role) return [];
    return {
      ...request,
      scopeId,
      need: needOf(scope),
      app: shown,
      askedBy: askedBy.name,
      owner: { name: owner.name, roleId: owner.roleId, roleName: role.name },
      whyNot: whyNotGrant({ name: owner.name, rights: role.rights }, { actor, role, need: scope, roles }),
    };
  });
}

export type ScopeRequest = Awaited<ReturnType<typeof listScopeRequests>>[number];

const requestColumns = {
  id: true,
  scopeId: true,
  askedAt: true,
  reason: true,
  askedBy: { select: { name: true } },
  app: { select: { id: true, name: true, owner: { select: { name: true, roleId: true } } } },
} as const;

export const previewGrantInput = z.object({ appId: idInput, scopeId: z.string().max(200) });

/**
 * How the actor can let the app have the scope: the ways, the one to select at first, and the digest to send back.
 * @throws Refusal `not-found`, `forbidden`, `invalid` (the owner's role already grants it)
 */
export async function previewGrant(actor: Actor, input: z.output<typeof previewGrantInput>) {
  const { scope, app, owner, role, ways, suggested, seen } = await readGranting(db(), actor, input);
  return {
    need: needOf(scope),
    appId: app.id,
    appName: app.name,
    ownerName: owner.name,
    roleName: role.name,
    ways,
    suggested,
    seen,
  };
}

/** Whether the actor can grant a scope to this owner themselves, so that no one has to be asked. */
export async function findMayGrant(
  actor: Actor,
  owner: { name: string; roleId: string; rights: Rights },
): Promise<(need: Need) => boolean> {
  if (!may(actor, "people.edit")) return () => false;
  const roles = await readGrantRoles(db(), actor.accountId);
  const role = roles.find(({ id }) => id === owner.roleId);
  return (need) => role !== undefined && whyNotGrant(owner, { actor, role, need, roles }) === null;
}
