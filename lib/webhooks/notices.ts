import { randomId } from "@/lib/crypto";
import type { Transaction } from "@/lib/db";

/** What the people of an app are told about one of its endpoints. */
type NoticeKind = "endpoint-failing" | "endpoint-gone" | "endpoint-not-validated";

export type NoteForOwner = { appId: string; kind: NoticeKind; message: string };

/**
 * Tells the people of an app what became of one of its endpoints, in the transaction in which it came to be: a notice on
 * the app's pages, until somebody closes it. `message` is one or more whole sentences without a secret.
 */
export async function noteForOwner(tx: Transaction, { appId, kind, message }: NoteForOwner): Promise<void> {
  await tx.notice.create({ data: { id: randomId(), appId, kind, message } });
}
