import { activationFacts, readApp } from "@/lib/apps/locked-app";
import { isUsable, missingRequirements } from "@/lib/apps/rules";
import { stepStatuses } from "@/lib/apps/steps";
import { type Actor, rightsOf } from "@/lib/auth/actor";
import { databaseNow } from "@/lib/clock";
import { db } from "@/lib/db";
import { mayEditApp, maySeeApps } from "@/lib/roles/rules";
import { idInput } from "@/lib/text";

/**
 * One app as its screens show it, without its secrets. null: not there, not of the actor's account, removed, or not for
 * the actor to see - all the same.
 */
export async function findApp(actor: Actor, appId: string) {
  if (!maySeeApps(actor) || !idInput.safeParse(appId).success) return null;
  const row = await db().app.findUnique({
    where: { id: appId, accountId: actor.accountId, removedAt: null },
    select: {
      clientId: true,
      createdAt: true,
      updatedAt: true,
      deactivatedAt: true,
      activatedByName: true,
      owner: {
        select: { name: true, role: { select: { name: true, grants: { select: { privilege: true, access: true } } } } },
      },
      secrets: { select: { createdAt: true, expiresAt: true, lastUsedAt: true }, orderBy: { createdAt: "desc" } },
    },
  });
  const app = row && (await readApp(db(), appId));
  if (!row || !app) return null;
  const now = await databaseNow();
  const { secretTokenSealed: _token, secrets: _secrets, ownerRoleId: _roleId, ...shown } = app;
  const facts = activationFacts(app, now);
  return {
    ...shown,
    ...row,
    secrets: row.secrets.filter((secret) => isUsable(secret, now)),
    owner: { name: row.owner.name, roleName: row.owner.role.name, rights: rightsOf(row.owner.role.grants) },
    accountId: actor.accountId,
    mayEdit: mayEditApp(actor, app),
    missing: missingRequirements(facts),
    steps: stepStatuses({ ...facts, state: app.state }),
  };
}
