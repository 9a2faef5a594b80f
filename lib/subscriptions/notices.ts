import { config } from "@/lib/config";
import { randomId } from "@/lib/crypto";
import { databaseNow } from "@/lib/database/clock";
import type { Transaction } from "@/lib/database/db";
import { endpointLetter } from "@/lib/mail/letters";
import { queueLetters } from "@/lib/mail/outbox";

/** What the people of an app are told about one of its endpoints. */
const abouts = ["endpoint-failing", "endpoint-gone", "endpoint-not-validated"] as const;

type Endpoint = { appId: string; subscriptionId: string };

export type NoteForOwner = Endpoint & { about: (typeof abouts)[number]; message: string };

/**
 * Tells the people of an app what became of one of its endpoints, in the transaction in which it came to be: a notice on
 * the app's pages, until it is so no more or somebody closes it, in place of what was told of that endpoint before; and a
 * letter to the app's owner. `message` is one or more whole sentences without a secret.
 */
export async function noteForOwner(tx: Transaction, { about, message, ...endpoint }: NoteForOwner): Promise<void> {
  const { appId, subscriptionId } = endpoint;
  const { name, owner } = await tx.app.findUniqueOrThrow({
    where: { id: appId },
    select: { name: true, owner: { select: { email: true, status: true } } },
  });
  await closeEndpointNotices(tx, endpoint);
  await tx.notice.create({ data: { id: randomId(), appId, kind: kindOf(about, subscriptionId), message } });
  if (owner.status !== "active" || owner.email === null) return;
  const link = `${config().baseUrl}/apps/${appId}/features`;
  await queueLetters(tx, [{ to: owner.email, ...endpointLetter({ appName: name, message, link }) }]);
}

/** Closes what is told of an endpoint, because it is not so any more. Returns how many notices that were. */
export async function closeEndpointNotices(tx: Transaction, { appId, subscriptionId }: Endpoint): Promise<number> {
  const kinds = abouts.map((about) => kindOf(about, subscriptionId));
  const where = { appId, kind: { in: kinds }, closedAt: null };
  const { count } = await tx.notice.updateMany({ where, data: { closedAt: await databaseNow(tx) } });
  return count;
}

const kindOf = (about: NoteForOwner["about"], subscriptionId: string): string => `${about}:${subscriptionId}`;
