import { record } from "@/lib/audit/record";
import { findActor, sessionDays } from "@/lib/auth/actor";
import { passwordMatches } from "@/lib/auth/password";
import { countSignIn, type Origin, turnOf } from "@/lib/auth/sign-in-throttle";
import { randomId, randomToken, tokenDigest } from "@/lib/crypto";
import { databaseNow } from "@/lib/database/clock";
import { db } from "@/lib/database/db";
import { transaction } from "@/lib/database/transaction";
import { Refusal } from "@/lib/refusal";
import { emailInput } from "@/lib/text/inputs";
import { currentPasswordInput } from "@/lib/text/passwords";

const wrong = () => new Refusal("invalid", "Wrong email or password.");

/**
 * Checks email and password and opens a session. Known and unknown people cost the same time and get the same answer.
 * The attempt is counted before the password is checked, which limits concurrent attempts too.
 * @throws Refusal `invalid` (wrong), `too-many`
 */
export async function signIn(input: { email: unknown; password: unknown }, origin: Origin & { userAgent: string }) {
  const email = emailInput.safeParse(input.email);
  const password = currentPasswordInput.safeParse(input.password);
  if (!email.success || !password.success) throw wrong();
  const attempt = await countSignIn(email.data, origin);
  const person = await db().user.findUnique({
    where: { email: email.data },
    select: { id: true, name: true, accountId: true, status: true, passwordHash: true },
  });
  const matches = await passwordMatches(password.data, person?.passwordHash ?? null, turnOf(email.data, origin));
  if (!person || !matches || person.status !== "active") throw wrong();
  await attempt.succeeded();
  const session = await openSession({ ...person, email: email.data }, origin);
  if (session === null) throw wrong();
  return { userId: person.id, email: email.data, ...session };
}

/** A new session. `sessionToken` goes into the cookie; `sessionId` is its digest, which the database stores. */
export type NewSession = { sessionToken: string; sessionId: string };

type Proved = { id: string; name: string; accountId: string; email: string; passwordHash?: string | null };

/**
 * Opens a session for someone who has proved who they are. null if the proof no longer holds: they have since been
 * deactivated, or have lost their email address or changed their password. `through`: the identity provider that
 * vouched for them.
 */
export async function openSession(
  person: Proved,
  origin: { address: string; userAgent: string },
  through?: string,
): Promise<NewSession | null> {
  const sessionToken = randomToken();
  const id = tokenDigest(sessionToken);
  return transaction(async (tx) => {
    const now = await databaseNow(tx);
    const proof = { email: person.email, ...(person.passwordHash ? { passwordHash: person.passwordHash } : {}) };
    // Update the person's row first: anyone taking the email address away waits for it, then ends this session with the
    // others.
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
    return { sessionToken, sessionId: id };
  });
}

/** Ends a session. Does nothing if it is unknown or already ended. */
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
