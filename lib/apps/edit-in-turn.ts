import type { Actor } from "@/lib/auth/actor";
import { type SharedTransaction, sharing } from "@/lib/database/transaction";
import { KeyedQueue } from "@/lib/queues/keyed-queue";

/** Edits of one app are serialized by its row anyway; queued here, those waiting don't each hold a connection. */
const ofApp = new KeyedQueue({ atOnce: 1, waiting: 100, waitMs: 10_000 });

/** Fewer than there are connections, so that one busy editor can't keep others from signing in or revoking. */
const ofPerson = new KeyedQueue({ atOnce: 6, waiting: 200, waitMs: 10_000 });

type Order = {
  /** The change takes access away, so it goes ahead of waiting edits. */
  revokes?: boolean;
};

/**
 * Runs the transaction in which a person edits an app or something that belongs to it, when its turn comes in this
 * process.
 * @throws Refusal `too-many`, and those of {@link sharing}
 */
export function editInTurn<T>(
  { accountId, userId }: Actor,
  appId: string,
  work: (tx: SharedTransaction) => Promise<T>,
  { revokes = false }: Order = {},
): Promise<T> {
  const order = { first: revokes };
  // The person's turn comes first, so that an edit waiting for it doesn't block others from the app.
  const edit = () => ofApp.run(`${accountId} ${appId}`, () => sharing(accountId, work), order);
  return ofPerson.run(userId, edit, order);
}

/** The same for an edit of no particular app, such as creating one. */
export const createInTurn = <T>(
  { accountId, userId }: Actor,
  work: (tx: SharedTransaction) => Promise<T>,
): Promise<T> => ofPerson.run(userId, () => sharing(accountId, work));
