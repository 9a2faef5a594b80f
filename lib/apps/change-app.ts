import { deactivated } from "@/lib/app-state";
import { findActivationFacts } from "@/lib/apps/activation-facts";
import type { NoParts, Parts } from "@/lib/apps/app-parts";
import { askUnlessAgreed, type Consent } from "@/lib/apps/consent";
import { type DoorOptions, enter } from "@/lib/apps/door";
import { editInTurn } from "@/lib/apps/edit-in-turn";
import type { LockedApp } from "@/lib/apps/locked-app";
import { type ActivationFacts, newlyMissing } from "@/lib/apps/rules";
import type { Act, AppChange } from "@/lib/apps/write";
import { record } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { randomId } from "@/lib/crypto";
import type { Transaction } from "@/lib/database/db";
import type { SharedTransaction } from "@/lib/database/transaction";

export type ChangeOptions<Named extends Parts> = DoorOptions<Named> & {
  /** The questions the person already answered with yes. */
  consent?: Consent | undefined;
  /** The change takes access away, so it goes ahead of waiting edits. */
  revokes?: boolean;
};

/**
 * The one door through which a person or a program changes an app: lock, authorize, decide, write and audit, in one
 * transaction. `decide` is pure: it gets the app with the parts named by `reads`, and returns the change, or null if
 * there is nothing to do. It runs again if the transaction has to be retried.
 *
 * These change apps without this door, but lock the same rows: the removal of scopes when rights shrink
 * (scopes/strip.ts), the purge (housekeeping/purge.ts), revalidation (subscriptions/revalidate.ts), automatic disabling
 * (subscriptions/disable.ts), and scopes removed from the platform's catalog (catalog/moved-scopes.ts).
 * @throws Refusal `not-found`, `forbidden`, `would-break-activation`, `conflict`, `too-many`, and those of `decide` and
 * the writes.
 */
export async function changeApp<Named extends Parts = NoParts>(
  actor: Actor,
  appId: string,
  decide: (app: LockedApp<Named>) => AppChange<LockedApp<Named>> | null,
  options: ChangeOptions<Named> = {},
): Promise<void> {
  const change = (tx: SharedTransaction) => changeAppWithin(tx, { actId: randomId(), actor }, appId, decide, options);
  await editInTurn(actor, appId, change, options);
}

/**
 * The same within a transaction that already holds the account's lock, as a part of that act.
 * @throws Refusal like {@link changeApp}
 */
export async function changeAppWithin<Named extends Parts = NoParts>(
  tx: SharedTransaction,
  act: Act,
  appId: string,
  decide: (app: LockedApp<Named>) => AppChange<LockedApp<Named>> | null,
  options: ChangeOptions<Named> = {},
): Promise<void> {
  const app = await enter(tx, act.actor, appId, options);
  const decided = decide(app);
  if (!decided) return;
  askUnlessAgreed(decided.asks, options.consent);
  const before = app.state === "activated" ? await findActivationFacts(tx, appId) : null;
  for (const write of decided.writes ?? []) await write(tx, app, act);
  if (!decided.untouched) {
    await tx.app.updateMany({ where: { id: appId }, data: { updatedAt: app.now, ...decided.fields } });
  }
  const followUp = before ? await keepActivationWhole(tx, app, before, options.consent) : [];
  const target = { id: app.id, name: app.name };
  const entries = [...decided.audit, ...followUp].map((entry) => ({ ...entry, target, appId: app.id }));
  await record(tx, act.actor, act.actId, entries);
}

/**
 * An edit must not take away something an activated app needs, unless the person agreed to deactivate the app. What was
 * missing before may stay missing.
 */
async function keepActivationWhole(
  tx: Transaction,
  app: LockedApp,
  before: ActivationFacts,
  consent: Consent | undefined,
): Promise<AppChange["audit"]> {
  const after = await findActivationFacts(tx, app.id);
  if (after?.state !== "activated") return [];
  const broken = newlyMissing(before, after);
  if (broken.length === 0) return [];
  const message = "The app is activated and needs this. Deactivate it to save anyway.";
  const items = broken.map(({ field, message }) => ({ field, message }));
  askUnlessAgreed({ code: "would-break-activation", message, items }, consent);
  await tx.app.updateMany({ where: { id: app.id }, data: deactivated(app) });
  return [{ action: "app.deactivated", after: { because: broken.map((one) => one.message) } }];
}
