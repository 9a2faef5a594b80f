import { findActivationFacts } from "@/lib/apps/activation-facts";
import { losses, readParts, requested, scopes } from "@/lib/apps/app-parts";
import { readRow } from "@/lib/apps/app-row";
import { subscriptions, validatedEndpoints } from "@/lib/apps/held-subscriptions";
import { restorableScopes } from "@/lib/apps/lost-scopes";
import { missingRequirements } from "@/lib/apps/rules";
import { stepStatuses } from "@/lib/apps/steps";
import { type Actor, rightsOf } from "@/lib/auth/actor";
import { isUsable } from "@/lib/credentials/usable";
import { databaseNow } from "@/lib/database/clock";
import { db } from "@/lib/database/db";
import { mayEditApp, maySeeApps } from "@/lib/rights/rules";
import { idInput } from "@/lib/text/inputs";

/**
 * One app as its screens show it, without its secrets. null, indistinguishably: it doesn't exist, belongs to another
 * account, was removed, or the actor may not see apps.
 */
export async function findApp(actor: Actor, appId: string) {
  if (!maySeeApps(actor) || !idInput.safeParse(appId).success) return null;
  const now = await databaseNow();
  const row = await db().app.findUnique({
    where: { id: appId, accountId: actor.accountId, removedAt: null },
    select: {
      clientId: true,
      createdAt: true,
      updatedAt: true,
      deactivatedAt: true,
      activatedByName: true,
      owner: {
        select: {
          name: true,
          roleId: true,
          role: { select: { name: true, grants: { select: { privilege: true, access: true } } } },
        },
      },
      secrets: {
        select: { id: true, createdAt: true, expiresAt: true, lastUsedAt: true },
        orderBy: { createdAt: "desc" },
      },
      keys: {
        select: { id: true, name: true, publicJwk: true, jwksUrl: true, createdAt: true, lastUsedAt: true },
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      },
      transfers: {
        where: { state: "pending", expiresAt: { gt: now } },
        select: { toId: true, to: { select: { name: true } } },
      },
      notices: {
        where: { closedAt: null },
        select: { id: true, kind: true, message: true, at: true },
        orderBy: { at: "asc" },
      },
    },
  });
  const app = row && (await readRow(db(), appId));
  if (!row || !app) return null;
  const [parts, facts] = await Promise.all([readParts(db(), app, shownParts), findActivationFacts(db(), appId)]);
  if (!facts) return null;
  const { secretTokenSealed: _token, rotation, now: _now, ...shown } = app;
  const { subscriptions, ...things } = parts;
  const rights = rightsOf(row.owner.role.grants);
  const { transfers, ...columns } = row;
  return {
    ...shown,
    ...things,
    ...columns,
    subscriptions: subscriptions.map(({ authorizationSealed: _sealed, ...one }) => one),
    /** null: no rotation of the secret token is in progress. */
    rotation: rotation && { endsAt: rotation.endsAt, signs: rotation.signs },
    /** The person it is being transferred to; null: no transfer is pending. */
    offer: transfers[0] ? { toId: transfers[0].toId, toName: transfers[0].to.name } : null,
    secrets: row.secrets.filter((secret) => isUsable(secret, now)),
    owner: { name: row.owner.name, roleId: row.owner.roleId, roleName: row.owner.role.name, rights },
    accountId: actor.accountId,
    /** How many of the lost scopes can be restored now. */
    restorable: restorableScopes(parts.losses, rights, actor.rights).length,
    mayEdit: mayEditApp(actor, app),
    missing: missingRequirements(facts),
    steps: stepStatuses({ ...facts, state: app.state }),
  };
}

/** The parts that an app's screens show. */
const shownParts = { scopes, losses, requested, subscriptions, validatedEndpoints };
