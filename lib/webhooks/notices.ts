import { config } from "@/lib/config";
import { randomId } from "@/lib/crypto";
import type { Transaction } from "@/lib/db";
import { endpointLetter } from "@/lib/mail/letters";
import { queueLetters } from "@/lib/mail/outbox";

/** What the people of an app are told about one of its endpoints. */
type NoticeKind = "endpoint-failing" | "endpoint-gone" | "endpoint-not-validated";

export type NoteForOwner = { appId: string; kind: NoticeKind; message: string };

/**
 * Tells the people of an app what became of one of its endpoints, in the transaction in which it came to be: a notice on
 * the app's pages, until somebody closes it, and a letter to the app's owner. `message` is one or more whole sentences
 * without a secret.
 */
export async function noteForOwner(tx: Transaction, { appId, kind, message }: NoteForOwner): Promise<void> {
  const { name, owner } = await tx.app.findUniqueOrThrow({
    where: { id: appId },
    select: { name: true, owner: { select: { email: true, status: true } } },
  });
  await tx.notice.create({ data: { id: randomId(), appId, kind, message } });
  if (owner.status !== "active") return;
  const link = `${config().baseUrl}/apps/${appId}/features`;
  await queueLetters(tx, [{ to: owner.email, ...endpointLetter({ appName: name, message, link }) }]);
}
