import { record } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { browserIn } from "@/lib/auth/browser";
import { randomId } from "@/lib/crypto";
import { databaseNow } from "@/lib/database/clock";
import { db, type Transaction } from "@/lib/database/db";
import { transaction } from "@/lib/database/transaction";
import { Refusal } from "@/lib/refusal";

const openSessionsOf = (userId: string, now: Date) => ({ userId, endedAt: null, expiresAt: { gt: now } });

/** The actor's open sessions: this one first, then by last use, at most 100. */
export async function listSessions(actor: Actor) {
  const rows = await db().session.findMany({
    where: openSessionsOf(actor.userId, await databaseNow()),
    orderBy: { lastSeenAt: "desc" },
    take: 100,
    select: { id: true, address: true, userAgent: true, createdAt: true, lastSeenAt: true },
  });
  return rows
    .map(({ id, userAgent, ...row }) => ({
      ...row,
      // A digest of the cookie's value; no one can sign in with it.
      reference: id,
      isThis: id === actor.sessionId,
      browser: browserIn(userAgent),
    }))
    .sort((a, b) => Number(b.isThis) - Number(a.isThis));
}

/**
 * Ends one of the actor's own sessions.
 * @throws Refusal `not-found` if it has already ended or isn't theirs
 */
export async function endOwnSession(actor: Actor, { reference }: { reference: string }): Promise<void> {
  await transaction(async (tx) => {
    const now = await databaseNow(tx);
    const session = await tx.session.findFirst({
      where: { ...openSessionsOf(actor.userId, now), id: reference },
      select: { id: true, address: true, userAgent: true },
    });
    if (!session) throw new Refusal("not-found", "This session has already ended.");
    await tx.session.update({ where: { id: session.id }, data: { endedAt: now } });
    const before = { address: session.address, browser: browserIn(session.userAgent) };
    await record(tx, actor, randomId(), [{ action: "person.sessionEnded", target: personOf(actor), before }]);
  });
}

/** Ends all of the actor's sessions, including this one. */
export async function signOutEverywhere(actor: Actor): Promise<void> {
  await transaction(async (tx) => {
    await endSessionsOf(tx, actor.userId);
    await record(tx, actor, randomId(), [{ action: "person.signedOutEverywhere", target: personOf(actor) }]);
  });
}

/** Ends all of a person's sessions, except `keptId` if given, and returns how many. */
export async function endSessionsOf(tx: Transaction, userId: string, keptId?: string): Promise<number> {
  const now = await databaseNow(tx);
  const { count } = await tx.session.updateMany({
    where: { ...openSessionsOf(userId, now), ...(keptId ? { id: { not: keptId } } : {}) },
    data: { endedAt: now },
  });
  return count;
}

const personOf = ({ userId, name }: Actor) => ({ id: userId, name });
