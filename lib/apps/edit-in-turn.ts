import type { Actor } from "@/lib/auth/actor";
import { type SharedTransaction, sharing } from "@/lib/database/transaction";
import { KeyedQueue } from "@/lib/queues/keyed-queue";

/** The edits of one app follow one another anyway: those that wait for its row must not hold a connection each. */
const ofApp = new KeyedQueue({ atOnce: 1, waiting: 100, waitMs: 10_000 });

/** A part of the connections there are: nobody keeps the others from signing in or revoking by editing a lot. */
const ofPerson = new KeyedQueue({ atOnce: 6, waiting: 200, waitMs: 10_000 });

type Order = {
  /** Takes access away, and so goes before edits that wait. */
  revokes?: boolean;
};

/**
 * Runs the transaction in which a person edits an app, or what belongs to it, when it is its turn in this process.
 * @throws Refusal `too-many`, and what {@link sharing} refuses
 */
export function editInTurn<T>(
  { accountId, userId }: Actor,
  appId: string,
  work: (tx: SharedTransaction) => Promise<T>,
  { revokes = false }: Order = {},
): Promise<T> {
  const order = { first: revokes };
  // In this order, so that no edit that waits for its person's turn keeps others from the app.
  const edit = () => ofApp.run(`${accountId} ${appId}`, () => sharing(accountId, work), order);
  return ofPerson.run(userId, edit, order);
}

/** The same for a person's edit of no app in particular, such as creating one. */
export const createInTurn = <T>(
  { accountId, userId }: Actor,
  work: (tx: SharedTransaction) => Promise<T>,
): Promise<T> => ofPerson.run(userId, () => sharing(accountId, work));
