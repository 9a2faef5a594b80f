import type { Write } from "@/lib/apps/write";
import { queueLetters } from "@/lib/mail/outbox";
import type { Letter } from "@/lib/mail/send";
import { Refusal } from "@/lib/refusal";

/** Emails people about the change; sent once the transaction is committed. */
export const sendEmails =
  (emails: readonly Letter[]): Write =>
  (tx) =>
    queueLetters(tx, [...emails]);

/**
 * Closes a notice on the app.
 * @throws Refusal `not-found` if it is already closed or belongs to another app
 */
export const closeNotice =
  (noticeId: string): Write =>
  async (tx, { id: appId, now }) => {
    const where = { appId, id: noticeId, closedAt: null };
    const { count } = await tx.notice.updateMany({ where, data: { closedAt: now } });
    if (count === 0) throw new Refusal("not-found", "This notice was already closed.");
  };
