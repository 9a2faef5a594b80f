import { config } from "@/lib/config";
import { randomId } from "@/lib/crypto";
import { databaseNow } from "@/lib/database/clock";
import type { Transaction } from "@/lib/database/db";
import { endpointLetter } from "@/lib/mail/letters";
import { queueLetters } from "@/lib/mail/outbox";

/** The kinds of notices about an endpoint. */
const abouts = ["endpoint-failing", "endpoint-gone", "endpoint-not-validated"] as const;

type Endpoint = { appId: string; subscriptionId: string };

export type NoteForOwner = Endpoint & { about: (typeof abouts)[number]; message: string };

/**
 * Puts a notice about an endpoint on the app's pages, replacing earlier ones about it, and emails the app's owner if
 * they are active. Runs in the transaction that changed the endpoint. The notice stays until the problem is fixed or
 * someone closes it. `message` is one or more whole sentences without secrets.
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

/** Closes the notices about an endpoint, which no longer apply. Returns how many there were. */
export async function closeEndpointNotices(tx: Transaction, { appId, subscriptionId }: Endpoint): Promise<number> {
  const kinds = abouts.map((about) => kindOf(about, subscriptionId));
  const where = { appId, kind: { in: kinds }, closedAt: null };
  const { count } = await tx.notice.updateMany({ where, data: { closedAt: await databaseNow(tx) } });
  return count;
}

const kindOf = (about: NoteForOwner["about"], subscriptionId: string): string => `${about}:${subscriptionId}`;
