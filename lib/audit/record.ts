import type { Prisma } from "@/generated/prisma/client";
import type { AuditAction } from "@/lib/audit/actions";
import type { Transaction } from "@/lib/database/db";

/** Who acts: a person in the account, or Patchbay itself (`userId` null). */
export type AuditActor = { userId: string | null; name: string; accountId: string; address: string };

export type AuditEntryInput = {
  action: AuditAction;
  target: { id: string; name: string };
  appId?: string;
  before?: Prisma.InputJsonObject;
  after?: Prisma.InputJsonObject;
};

/**
 * Writes audit entries in the transaction that makes the change. Entries with one `actId` belong to one act.
 * `before` and `after` must never contain a secret.
 */
export async function record(
  tx: Transaction,
  actor: AuditActor,
  actId: string,
  entries: AuditEntryInput[],
): Promise<void> {
  if (entries.length === 0) return;
  await tx.auditEntry.createMany({
    data: entries.map((entry) => ({
      accountId: actor.accountId,
      action: entry.action,
      actorId: actor.userId,
      actorName: actor.name,
      address: actor.address,
      appId: entry.appId ?? null,
      targetId: entry.target.id,
      targetName: entry.target.name,
      ...(entry.before ? { before: entry.before } : {}),
      ...(entry.after ? { after: entry.after } : {}),
      actId,
    })),
  });
}
