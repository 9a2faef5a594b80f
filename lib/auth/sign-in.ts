import { record } from "@/lib/audit/record";
import { findActor, sessionDays } from "@/lib/auth/actor";
import { passwordMatches } from "@/lib/auth/password";
import { forgetAttempts, forgetAttemptsUnder, spendAttempt } from "@/lib/auth/throttle";
import { databaseNow } from "@/lib/clock";
import { randomId, randomToken } from "@/lib/crypto";
import { db } from "@/lib/db";
import { emailInput, passwordInput } from "@/lib/people/rules";
import { Refusal } from "@/lib/refusal";
import { transaction } from "@/lib/transaction";

/** Where an attempt comes from: `device` is the id of a browser this person has signed in with before. */
export type Origin = { address: string; userAgent: string; device: string | null };

const fifteenMinutes = 900;
const perDevice = { name: "sign-in-device", attempts: 10, perSeconds: fifteenMinutes };
const perPersonAndAddress = { name: "sign-in-address", attempts: 5, perSeconds: fifteenMinutes };
const perPerson = { name: "sign-in-person", attempts: 50, perSeconds: fifteenMinutes };

/** The counters an attempt is measured by; the person-wide one spares places where this person has signed in before. */
async function countersOf(email: string, origin: Origin) {
  if (origin.device) return [{ limit: perDevice, key: `${email} ${origin.device}` }];
  const own = { limit: perPersonAndAddress, key: `${email} ${origin.address}` };
  return (await hasSignedInFrom(email, origin.address)) ? [own] : [own, { limit: perPerson, key: email }];
}

async function hasSignedInFrom(email: string, address: string): Promise<boolean> {
  const since = new Date((await databaseNow()).getTime() - 90 * 86_400_000);
  const session = await db().session.findFirst({
    where: { address, createdAt: { gt: since }, user: { email } },
    select: { id: true },
  });
  return session !== null;
}

const wrong = () => new Refusal("invalid", "The email address or the password is wrong.");

/**
 * Checks email and password and opens a session. Known and unknown people cost and look the same; attempts are counted
 * before the password is checked, so that the number checked is bounded also when they come all at once.
 * @throws Refusal `invalid` (wrong), `too-many`
 */
export async function signIn(input: { email: unknown; password: unknown }, origin: Origin) {
  const email = emailInput.safeParse(input.email);
  const password = passwordInput.safeParse(input.password);
  if (!email.success || !password.success) throw wrong();
  const counters = await countersOf(email.data, origin);
  for (const { limit, key } of counters) await spendAttempt(limit, key);
  const person = await db().user.findUnique({
    where: { email: email.data },
    select: { id: true, name: true, accountId: true, status: true, passwordHash: true },
  });
  const matches = await passwordMatches(password.data, person?.passwordHash ?? null);
  if (!person || !matches || person.status !== "active") throw wrong();
  await Promise.all(counters.map(({ limit, key }) => forgetAttempts(limit, key)));
  const sessionId = await openSession({ ...person, email: email.data }, origin);
  if (sessionId === null) throw wrong();
  return { userId: person.id, email: email.data, sessionId };
}

/** Forgets every attempt counted against this person, wherever it came from: they have proved who they are. */
export async function forgetSignInAttempts(email: string): Promise<void> {
  await forgetAttempts(perPerson, email);
  for (const limit of [perDevice, perPersonAndAddress]) await forgetAttemptsUnder(limit, `${email} `);
}

type Proved = { id: string; name: string; accountId: string; email: string; passwordHash?: string | null };

/**
 * Opens a session for somebody who has proved who they are, and answers its id; null when what they proved it by holds no
 * more: they were deactivated, or lost the address or the password since. `through` names the identity provider that
 * vouched for them.
 */
export async function openSession(
  person: Proved,
  origin: Pick<Origin, "address" | "userAgent">,
  through?: string,
): Promise<string | null> {
  const id = randomToken();
  return transaction(async (tx) => {
    const now = await databaseNow(tx);
    const proof = { email: person.email, ...(person.passwordHash ? { passwordHash: person.passwordHash } : {}) };
    // First: whoever takes the address away waits for this session, and ends it with the others.
    const { count } = await tx.user.updateMany({
      where: { id: person.id, status: "active", ...proof },
      data: { lastSignInAt: now },
    });
    if (count === 0) return null;
    await tx.session.create({
      data: {
        id,
        userId: person.id,
        address: origin.address,
        userAgent: origin.userAgent.slice(0, 300),
        createdAt: now,
        lastSeenAt: now,
        expiresAt: new Date(now.getTime() + sessionDays * 86_400_000),
      },
    });
    const actor = { userId: person.id, name: person.name, accountId: person.accountId, address: origin.address };
    const target = { id: person.id, name: person.name };
    await record(tx, actor, randomId(), [
      { action: "person.signedIn", target, ...(through ? { after: { through } } : {}) },
    ]);
    return id;
  });
}

/** Ends a session; ending an ended or unknown one does nothing. */
export async function endSession(sessionId: string, address: string): Promise<void> {
  const actor = await findActor(sessionId, address);
  if (!actor) return;
  await transaction(async (tx) => {
    await tx.session.update({ where: { id: sessionId }, data: { endedAt: await databaseNow(tx) } });
    await record(tx, actor, randomId(), [
      { action: "person.signedOut", target: { id: actor.userId, name: actor.name } },
    ]);
  });
}
