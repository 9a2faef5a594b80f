import type { Parts } from "@/lib/apps/app-parts";
import { type DoorOptions, enter } from "@/lib/apps/door";
import { editInTurn } from "@/lib/apps/edit-in-turn";
import type { LockedApp } from "@/lib/apps/locked-app";
import type { AuditAction } from "@/lib/audit/actions";
import { record } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { randomId } from "@/lib/crypto";

/**
 * Looks inside an app as {@link changeApp} does before it changes one, so that who may not change the app doesn't see
 * what it keeps secret; changes nothing. `action`: what the audit log says of the look; null: nothing.
 * @returns what `read` returns
 * @throws Refusal `not-found`, `forbidden`, `conflict`, `too-many`, and whatever `read` refuses.
 */
// biome-ignore lint/complexity/noBannedTypes: no parts
export const lookAtApp = <T, Named extends Parts = {}>(
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
