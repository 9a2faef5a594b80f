import type { NoParts, Parts } from "@/lib/apps/app-parts";
import { type DoorOptions, enter } from "@/lib/apps/door";
import { editInTurn } from "@/lib/apps/edit-in-turn";
import type { LockedApp } from "@/lib/apps/locked-app";
import type { AuditAction } from "@/lib/audit/actions";
import { record } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { randomId } from "@/lib/crypto";

/**
 * Reads a locked app with the checks {@link changeApp} makes, so that only people who may change the app see its
 * secrets. Changes nothing. `action` is recorded in the audit log; null: nothing is.
 * @returns what `read` returns
 * @throws Refusal `not-found`, `forbidden`, `conflict`, `too-many`, and those of `read`.
 */
export const lookAtApp = <T, Named extends Parts = NoParts>(
  actor: Actor,
  appId: string,
  action: AuditAction | null,
  read: (app: LockedApp<Named>) => T,
  options: DoorOptions<Named> = {},
): Promise<T> =>
  editInTurn(actor, appId, async (tx) => {
    const app = await enter(tx, actor, appId, options);
    const found = read(app);
    const target = { id: app.id, name: app.name };
    if (action !== null) await record(tx, actor, randomId(), [{ action, target, appId: app.id }]);
    return found;
  });
