import type { Transaction } from "@/lib/database/db";
import { queueLetters } from "@/lib/mail/outbox";

/** At most this many owners of an account are emailed, the longest-standing ones. */
const toldOwners = 20;

/** Queues the same email to the account's owners, sent soon after the transaction commits. */
export async function tellAccountOwners(
  tx: Transaction,
  accountId: string,
  letter: { subject: string; text: string },
): Promise<void> {
  const owners = await tx.user.findMany({
    where: { accountId, status: "active", email: { not: null }, role: { kind: "owner" } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: toldOwners,
    select: { email: true },
  });
  await queueLetters(
    tx,
    owners.flatMap(({ email }) => (email === null ? [] : { to: email, ...letter })),
  );
}
