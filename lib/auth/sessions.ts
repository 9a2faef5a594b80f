import { record } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { browserIn } from "@/lib/auth/browser";
import { randomId, tokenDigest } from "@/lib/crypto";
import { db, type Transaction } from "@/lib/db";
import { Refusal } from "@/lib/refusal";
import { transaction } from "@/lib/transaction";

/** A session can be named to its owner by this; its id stays with the server. */
const referenceOf = (sessionId: string): string => tokenDigest(sessionId);

const openSessionsOf = (userId: string) => ({ userId, endedAt: null, expiresAt: { gt: new Date() } });

/** Where the actor is signed in now: this session first, the others by when they were last used, at most 100. */
export async function listSessions(actor: Actor) {
  const rows = await db().session.findMany({
    where: openSessionsOf(actor.userId),
    orderBy: { lastSeenAt: "desc" },
    take: 100,
    select: { id: true, address: true, userAgent: true, createdAt: true, lastSeenAt: true },
  });
  return rows
    .map(({ id, userAgent, ...row }) => ({
      ...row,
      reference: referenceOf(id),
      isThis: id === actor.sessionId,
      browser: browserIn(userAgent),
    }))
    .sort((a, b) => Number(b.isThis) - Number(a.isThis));
}

/**
 * Ends one of the actor's own sessions.
 * @throws Refusal `not-found` when it has ended already, or is not theirs
 */
export async function endOwnSession(actor: Actor, { reference }: { reference: string }): Promise<void> {
  await transaction(async (tx) => {
    const open = await tx.session.findMany({
      where: openSessionsOf(actor.userId),
      select: { id: true, address: true, userAgent: true },
    });
    const session = open.find(({ id }) => referenceOf(id) === reference);
    if (!session) throw new Refusal("not-found", "This session has ended already.");
    await tx.session.update({ where: { id: session.id }, data: { endedAt: new Date() } });
    const before = { address: session.address, browser: browserIn(session.userAgent) };
    await record(tx, actor, randomId(), [{ action: "person.sessionEnded", target: personOf(actor), before }]);
  });
}

/** Ends all of the actor's sessions, this one too. */
export async function signOutEverywhere(actor: Actor): Promise<void> {
  await transaction(async (tx) => {
    await endSessionsOf(tx, actor.userId);
    await record(tx, actor, randomId(), [{ action: "person.signedOutEverywhere", target: personOf(actor) }]);
  });
}

/** Ends all sessions of a person, save the one to be kept, and answers how many those were. */
export async function endSessionsOf(tx: Transaction, userId: string, keptId?: string): Promise<number> {
  const { count } = await tx.session.updateMany({
    where: { ...openSessionsOf(userId), ...(keptId ? { id: { not: keptId } } : {}) },
    data: { endedAt: new Date() },
  });
  return count;
}

const personOf = ({ userId, name }: Actor) => ({ id: userId, name });
