import { record } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { newPasswordHash } from "@/lib/auth/new-password";
import { passwordMatches } from "@/lib/auth/password";
import { endSessionsOf } from "@/lib/auth/sessions";
import { forgetAttempts, spendAttempt } from "@/lib/auth/throttle";
import { randomId } from "@/lib/crypto";
import { databaseNow } from "@/lib/database/clock";
import { db, type Transaction } from "@/lib/database/db";
import { transaction } from "@/lib/database/transaction";
import { Refusal } from "@/lib/refusal";

/**
 * Counted per session, so that guesses in a stolen session don't keep the person from changing the password in their
 * own.
 */
const perSession = { name: "password-change", attempts: 5, perSeconds: 900 };

/** Whether the actor has a password. Those who only use an identity provider have none. */
export async function hasPassword(actor: Actor): Promise<boolean> {
  const person = await db().user.findUniqueOrThrow({ where: { id: actor.userId }, select: { passwordHash: true } });
  return person.passwordHash !== null;
}

/**
 * Replaces the actor's password. Their other sessions and open password links end; returns how many sessions ended.
 * @throws Refusal `invalid` (the current password is wrong, or the new one easily guessed), `too-many`, `signed-out`
 * (their email address was lost)
 */
export async function changePassword(
  actor: Actor,
  input: { current: string; password: string },
): Promise<{ endedSessions: number }> {
  await spendAttempt(perSession, actor.sessionId);
  const person = await db().user.findUniqueOrThrow({ where: { id: actor.userId }, select: { passwordHash: true } });
  const turn = { key: actor.email, known: true };
  if (!(await passwordMatches(input.current, person.passwordHash, turn))) {
    const message = "This is not your current password.";
    throw new Refusal("invalid", message, [{ field: "current", message }]);
  }
  await forgetAttempts(perSession, actor.sessionId);
  const about = { email: actor.email, names: [actor.name, actor.accountName] };
  const passwordHash = await newPasswordHash(input.password, about, turn);
  return transaction(async (tx) => {
    await setPassword(tx, actor.userId, passwordHash);
    const endedSessions = await endSessionsOf(tx, actor.userId, actor.sessionId);
    const target = { id: actor.userId, name: actor.name };
    await record(tx, actor, randomId(), [{ action: "person.passwordChanged", target, after: { endedSessions } }]);
    return { endedSessions };
  });
}

/**
 * Writes a person's password and ends all password links that could still set another one.
 * @throws Refusal `signed-out` if they lost their email address in the meantime
 */
export async function setPassword(tx: Transaction, userId: string, passwordHash: string): Promise<void> {
  const { count } = await tx.user.updateMany({ where: { id: userId, email: { not: null } }, data: { passwordHash } });
  if (count === 0)
    throw new Refusal("signed-out", "You’re signed out: someone else proved that your email address is theirs.");
  await tx.passwordReset.updateMany({ where: { userId, usedAt: null }, data: { usedAt: await databaseNow(tx) } });
}
