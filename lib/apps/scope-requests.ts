import * as z from "zod";
import { requested } from "@/lib/apps/app-parts";
import { changeApp } from "@/lib/apps/change-app";
import type { LockedApp } from "@/lib/apps/locked-app";
import { requestScope } from "@/lib/apps/scope-writes";
import type { AppChange } from "@/lib/apps/write";
import { record } from "@/lib/audit/record";
import { type Actor, rightsOf } from "@/lib/auth/actor";
import { findScope } from "@/lib/catalog/scopes";
import { randomId } from "@/lib/crypto";
import { databaseNow } from "@/lib/database/clock";
import { db } from "@/lib/database/db";
import { transaction } from "@/lib/database/transaction";
import { Refusal } from "@/lib/refusal";
import { allows, may } from "@/lib/rights/permissions";
import { needOf, type Rights } from "@/lib/rights/privileges";
import { covers, mayGrantRole, mayManagePerson } from "@/lib/rights/rules";
import { whyNotGranted } from "@/lib/scopes/rules";
import { idInput } from "@/lib/text/inputs";

export const askForScopeInput = z.object({ appId: idInput, scopeId: z.string().max(200) });

/**
 * Requests a scope that the app owner's role doesn't grant from those who manage people. Requesting it twice changes
 * nothing.
 * @throws Refusal `not-found` (scope), `invalid` (the role already grants it), and those of {@link changeApp}
 */
export async function askForScope(actor: Actor, { appId, scopeId }: z.output<typeof askForScopeInput>): Promise<void> {
  const decide = (app: LockedApp<{ requested: typeof requested }>): AppChange | null => {
    if (app.requested.includes(scopeId)) return null;
    const scope = findScope(scopeId);
    if (!scope) throw new Refusal("not-found", "There is no such scope.");
    if (whyNotGranted(scope, app.owner.rights, app.owner.rights) === null) {
      throw new Refusal("invalid", `The app owner’s role already grants ${needOf(scope)}. Add the scope.`);
    }
    return {
      untouched: true,
      writes: [requestScope(scopeId)],
      audit: [{ action: "app.scopeRequested", after: { scope: scopeId, needs: needOf(scope) } }],
    };
  };
  await changeApp(actor, appId, decide, { reads: { requested } });
}

export const closeScopeRequestInput = z.object({ requestId: idInput });

/**
 * Closes a request without granting it.
 * @throws Refusal `forbidden`, `not-found`
 */
export async function dismissScopeRequest(
  actor: Actor,
  { requestId }: z.output<typeof closeScopeRequestInput>,
): Promise<void> {
  if (!may(actor, "people.edit")) {
    throw new Refusal("forbidden", "You need Users: Edit to answer requests.");
  }
  await transaction(async (tx) => {
    const where = { id: requestId, accountId: actor.accountId, closedAt: null };
    const request = await tx.scopeRequest.findFirst({
      where,
      select: { scopeId: true, app: { select: { id: true, name: true } } },
    });
    const closed = await tx.scopeRequest.updateMany({ where, data: { closedAt: await databaseNow(tx) } });
    if (!request || closed.count === 0) throw new Refusal("not-found", "This request was already answered.");
    const { app, scopeId } = request;
    await record(tx, actor, randomId(), [
      { action: "app.scopeRequestClosed", target: app, appId: app.id, after: { scope: scopeId, granted: false } },
    ]);
  });
}

/** The account's open requests, oldest first, at most 200, each with the role that would grant it. */
export async function listScopeRequests(actor: Actor) {
  if (!may(actor, "people.edit")) return [];
  const [requests, roles] = await Promise.all([
    db().scopeRequest.findMany({
      where: { accountId: actor.accountId, closedAt: null, app: { removedAt: null } },
      orderBy: [{ askedAt: "asc" }, { id: "asc" }],
      take: 200,
      select: requestColumns,
    }),
    rolesBySize(actor),
  ]);
  return requests.flatMap(({ scopeId, app, askedBy, ...request }) => {
    const scope = findScope(scopeId);
    if (!scope) return [];
    const { owner, ...shown } = app;
    const rights = rightsOf(owner.role.grants);
    const wanted: Rights = { ...rights, [scope.privilege]: scope.access };
    const mayManage = mayManagePerson(actor, { rights });
    return {
      ...request,
      scopeId,
      need: needOf(scope),
      app: shown,
      askedBy: askedBy.name,
      owner: { id: owner.id, name: owner.name, roleId: owner.roleId, roleName: owner.role.name, mayManage },
      /** Whether the actor's role grants what the scope needs, so that they could create a role that does. */
      mayGrant: allows(actor.rights, scope.privilege, scope.access),
      /** The smallest role the actor may grant that includes all of the owner's rights and this one; null: none. */
      roleId: (mayManage && roles.find((role) => covers(role.rights, wanted))?.id) || null,
    };
  });
}

export type ScopeRequest = Awaited<ReturnType<typeof listScopeRequests>>[number];

const grants = { select: { privilege: true, access: true } } as const;

const requestColumns = {
  id: true,
  scopeId: true,
  askedAt: true,
  askedBy: { select: { name: true } },
  app: {
    select: {
      id: true,
      name: true,
      owner: { select: { id: true, name: true, roleId: true, role: { select: { name: true, grants } } } },
    },
  },
} as const;

async function rolesBySize(actor: Actor): Promise<{ id: string; rights: Rights }[]> {
  const roles = await db().role.findMany({ where: { accountId: actor.accountId }, select: { id: true, grants } });
  return roles
    .sort((a, b) => a.grants.length - b.grants.length)
    .map((role) => ({ id: role.id, rights: rightsOf(role.grants) }))
    .filter((role) => mayGrantRole(actor, role));
}
