import { type NoParts, type Parts, type Read, readParts } from "@/lib/apps/app-parts";
import { type AppRow, lockRow } from "@/lib/apps/app-row";
import type { Actor } from "@/lib/auth/actor";
import { type SharedTransaction, WorldChanged } from "@/lib/database/transaction";
import { type LockedPerson, lockPeople } from "@/lib/people/locked-people";
import { Refusal } from "@/lib/refusal";

declare const locked: unique symbol;

/**
 * A locked app with the parts that were named. Until the transaction ends, no one else can change it, its owner's role
 * or the actor's role.
 */
export type LockedApp<Named extends Parts = NoParts> = AppRow &
  Read<Named> & {
    readonly [locked]: true;
    owner: LockedPerson;
    actor: LockedPerson;
    /** Everyone locked with the app, by ID. */
    people: Map<string, LockedPerson>;
  };

type Wanted<Named extends Parts> = {
  /** IDs of people to lock besides the actor and the owner. */
  people?: readonly string[] | undefined;
  reads: Named;
};

/**
 * Locks people, then the app - every transaction locks in this order, after the account - and reads the named parts.
 * @throws Refusal `not-found` if the app does not exist or belongs to another account; WorldChanged if the app's owner
 * changed in between.
 */
export async function lockApp<Named extends Parts>(
  tx: SharedTransaction,
  actor: Actor,
  appId: string,
  { people: others = [], reads }: Wanted<Named>,
): Promise<LockedApp<Named>> {
  const found = await tx.app.findUnique({
    where: { id: appId, accountId: actor.accountId },
    select: { ownerId: true },
  });
  if (!found) throw new Refusal("not-found", "This app does not exist.");
  const people = await lockPeople(tx, actor.accountId, [actor.userId, found.ownerId, ...others]);
  const owner = people.get(found.ownerId);
  const self = people.get(actor.userId);
  if (!owner || !self) throw new WorldChanged();
  const row = await lockRow(tx, appId);
  if (!row || row.ownerId !== found.ownerId) throw new WorldChanged();
  const parts = await readParts(tx, row, reads);
  return { ...row, ...parts, owner, actor: self, people } as LockedApp<Named>;
}
