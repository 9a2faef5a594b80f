import * as z from "zod";
import { type Part, requested } from "@/lib/apps/app-parts";
import { changeApp } from "@/lib/apps/change-app";
import type { LockedApp } from "@/lib/apps/locked-app";
import { requestScope, withdrawRequest } from "@/lib/apps/scope-writes";
import type { AppChange } from "@/lib/apps/write";
import type { Actor } from "@/lib/auth/actor";
import { findScope } from "@/lib/catalog/scopes";
import { Refusal } from "@/lib/refusal";
import { readGrantRoles } from "@/lib/requests/grant-roles";
import { type GrantRole, whyNotGrant } from "@/lib/requests/rules";
import { needOf } from "@/lib/rights/privileges";
import { whyNotGranted } from "@/lib/scopes/rules";
import { idInput, line } from "@/lib/text/inputs";

/** At most this many characters in a reason or a note. */
export const longestReason = 300;

export const askForScopeInput = z.object({
  appId: idInput,
  scopeId: z.string().max(200),
  reason: line(longestReason).optional(),
});

const roles: Part<GrantRole[]> = async (tx, { ownerId }) => {
  const { accountId } = await tx.user.findUniqueOrThrow({ where: { id: ownerId }, select: { accountId: true } });
  return readGrantRoles(tx, accountId);
};

const reads = { requested, roles };

/**
 * Requests a scope that the app owner's role doesn't grant from those who manage people. Requesting it twice changes
 * nothing.
 * @throws Refusal `not-found` (scope), `invalid` (the role already grants it, or the actor can grant it themselves), and
 * those of {@link changeApp}
 */
export async function askForScope(
  actor: Actor,
  { appId, scopeId, reason = "" }: z.output<typeof askForScopeInput>,
): Promise<void> {
  const decide = (app: LockedApp<typeof reads>): AppChange | null => {
    if (app.requested.includes(scopeId)) return null;
    const scope = findScope(scopeId);
    if (!scope) throw new Refusal("not-found", "There is no such scope.");
    const need = needOf(scope);
    if (whyNotGranted(scope, app.owner.rights, app.owner.rights) === null) {
      throw new Refusal("invalid", `The app owner’s role already grants ${need}. Add the scope.`);
    }
    const role = app.roles.find(({ id }) => id === app.owner.roleId);
    if (role && whyNotGrant(app.owner, { actor: app.actor, role, need: scope, roles: app.roles }) === null) {
      throw new Refusal("invalid", `You can grant ${need} to ${app.owner.name} yourself.`);
    }
    return {
      untouched: true,
      writes: [requestScope(scopeId, reason)],
      audit: [
        { action: "app.scopeRequested", after: { scope: scopeId, needs: need, ...(reason === "" ? {} : { reason }) } },
      ],
    };
  };
  await changeApp(actor, appId, decide, { reads });
}

export const withdrawScopeRequestInput = askForScopeInput.omit({ reason: true });

/**
 * Withdraws the app's open request for a scope; does nothing if there is none.
 * @throws Refusal like {@link changeApp}
 */
export async function withdrawScopeRequest(
  actor: Actor,
  { appId, scopeId }: z.output<typeof withdrawScopeRequestInput>,
): Promise<void> {
  const decide = (app: LockedApp<{ requested: typeof requested }>): AppChange | null =>
    app.requested.includes(scopeId)
      ? {
          untouched: true,
          writes: [withdrawRequest(scopeId)],
          audit: [{ action: "app.scopeRequestWithdrawn", before: { scope: scopeId } }],
        }
      : null;
  await changeApp(actor, appId, decide, { reads: { requested } });
}
