import type { Prisma } from "@/generated/prisma/client";
import { editInTurn } from "@/lib/apps/edit-in-turn";
import { activationFacts, type LockedApp, lockApp, readApp } from "@/lib/apps/locked-app";
import { newlyMissing } from "@/lib/apps/rules";
import { type AppChange, writeChange } from "@/lib/apps/write-change";
import { record } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { randomId } from "@/lib/crypto";
import type { Transaction } from "@/lib/database/db";
import type { SharedTransaction } from "@/lib/database/transaction";
import { Refusal } from "@/lib/refusal";
import { mayEditApp } from "@/lib/rights/rules";

export type ChangeOptions = {
  /** Deactivate an activated app that the edit would leave without something activation needs. */
  andDeactivate?: boolean;
  /** Who may, where it is not who may edit the app, with the sentence for everybody else. */
  authority?: { may: (app: LockedApp) => boolean; whyNot: string };
  /** Let a removed app through too, for restoring it. */
  evenRemoved?: boolean;
  /** IDs of further people to lock. */
  people?: string[];
  /** Takes access away: goes before edits that wait. */
  revokes?: boolean;
};

const editors = {
  may: (app: LockedApp) => mayEditApp(app.actor, app),
  whyNot: "Changing this app takes the privilege S2S apps: Edit, and being its owner or an account admin.",
};

/**
 * The one door through which an app is changed: lock, authorize, decide, write, audit - in one transaction.
 * `decide` is pure: from the app as it stands to the change, or null when there is nothing to do. It may run again when
 * others got in the way.
 * @throws Refusal `not-found`, `forbidden`, `would-break-activation`, `conflict`, `too-many`, and whatever `decide` refuses.
 */
export async function changeApp(
  actor: Actor,
  appId: string,
  decide: (app: LockedApp) => AppChange | null,
  options: ChangeOptions = {},
): Promise<void> {
  const change = async (tx: SharedTransaction) => {
    const app = await lockApp(tx, actor, appId, options.people);
    if (app.removedAt && !options.evenRemoved) throw new Refusal("not-found", "This app was removed.");
    const { may, whyNot } = options.authority ?? editors;
    if (app.actor.status !== "active" || !may(app)) throw new Refusal("forbidden", whyNot);
    const decided = decide(app);
    if (!decided) return;
    const actId = randomId();
    await writeChange(tx, app, decided, { actId, actor });
    const followUp = await keepActivationWhole(tx, app, options);
    const target = { id: app.id, name: app.name };
    const entries = [...decided.audit, ...followUp].map((entry) => ({ ...entry, target, appId: app.id }));
    await record(tx, actor, actId, entries);
  };
  await editInTurn(actor, appId, change, options);
}

/** An activated app may be edited, but not so that something activation needs, and had, is gone. */
async function keepActivationWhole(
  tx: Transaction,
  before: LockedApp,
  options: ChangeOptions,
): Promise<AppChange["audit"]> {
  if (before.state !== "activated") return [];
  const after = await readApp(tx, before.id);
  if (after?.state !== "activated") return [];
  const broken = newlyMissing(activationFacts(before, before.now), activationFacts(after, before.now));
  if (broken.length === 0) return [];
  if (!options.andDeactivate) {
    throw new Refusal(
      "would-break-activation",
      "The app is activated and needs this. Deactivate it to save anyway.",
      broken.map(({ field, message }) => ({ field, message })),
    );
  }
  await tx.app.update({ where: { id: before.id }, data: deactivated(before) });
  return [{ action: "app.deactivated", after: { because: broken.map((one) => one.message) } }];
}

/** The fields of an app that is switched off: every token it was given dies with its epoch. */
export const deactivated = (app: LockedApp) =>
  ({ state: "deactivated", epoch: app.epoch + 1, deactivatedAt: app.now }) satisfies Prisma.AppUncheckedUpdateInput;
