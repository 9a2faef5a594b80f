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

/** The lost scopes that can come back as rights stand: the owner's role grants them, and so does the actor's. */
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
 * Gives an app back the scopes it lost with its owner's rights, as far as rights allow again.
 * @returns how many came back
 * @throws Refusal `scope-not-granted` when none can, and the door's
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
        "None of them can come back: the app owner's role or yours does not grant them.",
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
 * Stops telling that scopes were lost; they can no longer be restored, but added as any other.
 * @throws Refusal the door's
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
 * @throws Refusal `not-found` when it is closed already or not of this app, and the door's
 */
export async function closeNotice(actor: Actor, { appId, noticeId }: z.output<typeof closeNoticeInput>): Promise<void> {
  await changeApp(actor, appId, () => ({
    untouched: true,
    writes: [notices.closeNotice(noticeId)],
    audit: [{ action: "app.noticeClosed" }],
  }));
}
