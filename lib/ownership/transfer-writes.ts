import type { TransferState } from "@/generated/prisma/enums";
import type { Write } from "@/lib/apps/write";
import { randomId } from "@/lib/crypto";
import type { LockedPerson } from "@/lib/people/locked-people";
import { oneApp } from "@/lib/scopes/effect";
import { settleScopeRequests } from "@/lib/scopes/settle-requests";
import { strip } from "@/lib/scopes/strip";

/** Offers the app to a person until `expiresAt`. A transfer still marked pending is marked expired. */
export const startTransfer =
  (toId: string, expiresAt: Date): Write =>
  async (tx, app, act) => {
    await endTransfer("expired")(tx, app, act);
    const { actor } = act;
    const from = { startedById: actor.userId, startedBy: actor.name, startedAt: app.now };
    await tx.ownershipTransfer.create({
      data: { id: randomId(), accountId: actor.accountId, appId: app.id, toId, expiresAt, ...from },
    });
  };

/** Ends the pending transfer of the app, if there is one. */
export const endTransfer =
  (state: Exclude<TransferState, "pending">): Write =>
  async (tx, { id: appId, now }) => {
    await tx.ownershipTransfer.updateMany({ where: { appId, state: "pending" }, data: { state, endedAt: now } });
  };

/** Makes a person the app's owner. Removes scopes their role doesn't grant; `sentence` says why in the app's notice. */
export const giveTo =
  (person: LockedPerson, sentence: string): Write =>
  async (tx, app, { actId, actor }) => {
    await strip(tx, { apps: oneApp(app.id), keeps: person.rights }, { actId, by: actor, sentence });
    await tx.app.updateMany({ where: { id: app.id }, data: { ownerId: person.userId } });
    await settleScopeRequests(tx, actor.accountId);
  };
