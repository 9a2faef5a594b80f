import type { Transaction } from "@/lib/database/db";
import { queueLetters } from "@/lib/mail/outbox";

/** So many owners of an account are written to, the longest-standing ones. */
const toldOwners = 20;

/** Writes the same letter to the owners of an account, soon after the transaction. */
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
