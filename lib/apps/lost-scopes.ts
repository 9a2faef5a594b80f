import * as z from "zod";
import { type HeldScope, type Loss, losses } from "@/lib/apps/app-parts";
import { changeApp } from "@/lib/apps/change-app";
import type { LockedApp } from "@/lib/apps/locked-app";
import * as notices from "@/lib/apps/notice-writes";
import { addScopes, forgetLosses } from "@/lib/apps/scope-writes";
import type { AppChange } from "@/lib/apps/write";
import type { Actor } from "@/lib/auth/actor";
import { findScope } from "@/lib/catalog/scopes";
import { Refusal } from "@/lib/refusal";
import type { Rights } from "@/lib/rights/privileges";
import { whyNotGranted } from "@/lib/scopes/rules";
import { idInput } from "@/lib/text/inputs";

/** The lost scopes that can be restored now: those that both the owner's and the actor's role grant. */
export function restorableScopes(
  lost: readonly Pick<Loss, "chosen" | "required">[],
  ownerRights: Rights,
  actorRights: Rights,
): HeldScope[] {
  const chosen = new Set(lost.flatMap((loss) => loss.chosen));
  const all = new Set([...chosen, ...lost.flatMap((loss) => loss.required)]);
  return [...all].flatMap((id) => {
    const scope = findScope(id);
    if (!scope || whyNotGranted(scope, ownerRights, actorRights)) return [];
    return [{ id, privilege: scope.privilege, access: scope.access, chosen: chosen.has(id) }];
  });
}

/**
 * Restores the scopes an app lost with its owner's rights, as far as those rights are back.
 * @returns how many were restored
 * @throws Refusal `scope-not-granted` if none can be restored, and those of {@link changeApp}
 */
export async function restoreScopes(actor: Actor, { appId }: { appId: string }): Promise<{ restored: number }> {
  let restored = 0;
  const decide = (app: LockedApp<{ losses: typeof losses }>) => {
    const back = restorableScopes(app.losses, app.owner.rights, app.actor.rights);
    restored = back.length;
    if (app.losses.length === 0) return null;
    if (back.length === 0) {
      throw new Refusal(
        "scope-not-granted",
        "None of these scopes can be restored: the app owner’s role or yours doesn’t grant them.",
      );
    }
    return {
      writes: [addScopes(back)],
      audit: [{ action: "app.scopesRestored" as const, after: { scopes: back.map(({ id }) => id) } }],
    };
  };
  await changeApp(actor, appId, decide, { reads: { losses } });
  return { restored };
}

/**
 * Dismisses the notice about lost scopes. They can no longer be restored, but can be added like any other.
 * @throws Refusal those of {@link changeApp}
 */
export async function forgetLostScopes(actor: Actor, { appId }: { appId: string }): Promise<void> {
  const decide = (app: LockedApp<{ losses: typeof losses }>): AppChange | null => {
    if (app.losses.length === 0) return null;
    const before = { scopes: app.losses.flatMap((loss) => [...loss.chosen, ...loss.required]) };
    return { untouched: true, writes: [forgetLosses], audit: [{ action: "app.noticeClosed", before }] };
  };
  await changeApp(actor, appId, decide, { reads: { losses } });
}

export const closeNoticeInput = z.object({ appId: idInput, noticeId: idInput });

/**
 * Closes a notice on an app.
 * @throws Refusal `not-found` if it is already closed or belongs to another app, and those of {@link changeApp}
 */
export async function closeNotice(actor: Actor, { appId, noticeId }: z.output<typeof closeNoticeInput>): Promise<void> {
  await changeApp(actor, appId, () => ({
    untouched: true,
    writes: [notices.closeNotice(noticeId)],
    audit: [{ action: "app.noticeClosed" }],
  }));
}
