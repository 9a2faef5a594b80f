import { setTimeout as sleep } from "node:timers/promises";
import { networkOf } from "@/lib/address";
import { record } from "@/lib/audit/record";
import { type Actor, rightsOf } from "@/lib/auth/actor";
import { newPasswordHash } from "@/lib/auth/new-password";
import { spendSending } from "@/lib/auth/sending-limits";
import { endSessionsOf } from "@/lib/auth/sessions";
import { forgetSignInAttempts } from "@/lib/auth/sign-in-limits";
import { spendAttempt } from "@/lib/auth/throttle";
import { databaseNow } from "@/lib/clock";
import { config } from "@/lib/config";
import { randomId, randomToken, tokenDigest } from "@/lib/crypto";
import { db, type Transaction } from "@/lib/db";
import { log } from "@/lib/log";
import { resetLetter } from "@/lib/mail/letters";
import { type MailOutcome, sendMail } from "@/lib/mail/send";
import { resetHours } from "@/lib/people/limits";
import { setPassword } from "@/lib/people/passwords";
import { whyNoResetLink } from "@/lib/people/rules";
import { Refusal } from "@/lib/refusal";
import { mayInvite } from "@/lib/roles/rules";
import { transaction } from "@/lib/transaction";

const anHour = 3_600;
const perPerson = { name: "password-link-person", attempts: 5, perSeconds: anHour };
const forPerson = { name: "password-link-for", attempts: 5, perSeconds: anHour };
const perAddress = { name: "password-link-address", attempts: 20, perSeconds: anHour };

/** The answer must be out before anything happens that only happens for people who exist. */
const afterTheAnswerMs = 100;

/**
 * Makes a link with which another person of the account sets a new password: once, within 24 hours. It is shown now and
 * never again; where mail is configured it is mailed to them too. Earlier links of theirs end.
 * @throws Refusal `forbidden` (also: their role grants more than the actor's), `not-found`, `invalid` (oneself, or a
 *   deactivated person), `too-many`
 */
export async function makeResetLink(
  actor: Actor,
  { userId }: { userId: string },
): Promise<{ link: string; mail: MailOutcome }> {
  if (config().mail && mayInvite(actor)) {
    await spendSending(actor, "email");
    await spendAttempt(forPerson, `${actor.accountId} ${userId}`);
  }
  const { link, email } = await transaction(async (tx) => {
    const person = await tx.user.findUnique({
      where: { id: userId, accountId: actor.accountId },
      select: {
        id: true,
        name: true,
        email: true,
        status: true,
        role: { select: { grants: { select: { privilege: true, access: true } } } },
      },
    });
    if (!person) throw new Refusal("not-found", "There is no such person in this account.");
    const why = whyNoResetLink(actor, { ...person, rights: rightsOf(person.role.grants) });
    if (why) throw new Refusal(why.code, why.message);
    await tx.passwordReset.updateMany({ where: { userId, usedAt: null }, data: { usedAt: await databaseNow(tx) } });
    const target = { id: userId, name: person.name };
    await record(tx, actor, randomId(), [{ action: "person.resetLinkCreated", target }]);
    return { link: await newLink(tx, userId), email: person.email };
  });
  const askedFor = `${actor.name} made a link with which you set a new password for Patchbay.`;
  return { link, mail: await sendMail({ to: email, ...resetLetter({ askedFor, link }) }) };
}

/**
 * "Forgot your password?": mails a link to the person with this address, if there is an active one. Known and unknown
 * addresses get the same answer in the same time: what differs happens after it.
 * @throws Refusal `forbidden` (no mail is configured), `too-many`
 */
export async function requestResetLink({ email }: { email: string }, address: string): Promise<void> {
  if (!config().mail) throw new Refusal("forbidden", "This Patchbay sends no mail. Ask an account owner for a link.");
  await spendAttempt(perAddress, networkOf(address));
  await spendAttempt(perPerson, email);
  void mailResetLink(email, address).catch((error) => log.error({ err: error }, "a password link was not mailed"));
}

async function mailResetLink(email: string, address: string): Promise<void> {
  await sleep(afterTheAnswerMs);
  const person = await db().user.findUnique({
    where: { email, status: "active" },
    select: { id: true, name: true, accountId: true },
  });
  if (!person) return;
  const link = await transaction(async (tx) => {
    const patchbay = { userId: null, name: "Patchbay", accountId: person.accountId, address };
    const target = { id: person.id, name: person.name };
    await record(tx, patchbay, randomId(), [{ action: "person.resetLinkRequested", target }]);
    return newLink(tx, person.id);
  });
  const askedFor = `Somebody, most likely you, asked at ${config().baseUrl} for a new password.`;
  await sendMail({ to: email, ...resetLetter({ askedFor, link }) });
}

async function newLink(tx: Transaction, userId: string): Promise<string> {
  const token = randomToken();
  const expiresAt = new Date((await databaseNow(tx)).getTime() + resetHours * 3_600_000);
  await tx.passwordReset.create({ data: { tokenDigest: tokenDigest(token), userId, expiresAt } });
  return `${config().baseUrl}/reset/${token}`;
}

const usable = (token: string, now: Date) => ({
  tokenDigest: tokenDigest(token),
  usedAt: null,
  expiresAt: { gt: now },
  user: { status: "active" as const },
});

/** Whose password a link sets; null when it cannot be used. */
export async function findOpenResetLink(
  token: string,
): Promise<{ name: string; email: string; account: { name: string } } | null> {
  const link = await db().passwordReset.findUnique({
    where: usable(token, await databaseNow()),
    select: { user: { select: { name: true, email: true, account: { select: { name: true } } } } },
  });
  return link?.user ?? null;
}

const notUsable = () =>
  new Refusal("link-not-usable", "This link was used already or has run out. Ask for a new one at sign-in.");

/**
 * Sets the password that the link is for. All sessions and other links of the person end; attempts to sign in that were
 * counted against them are forgotten, so that they get in at once.
 * @throws Refusal `link-not-usable`, `invalid` (a password that is easily guessed), `too-many`
 */
export async function resetPassword(
  input: { token: string; password: string },
  address: string,
): Promise<{ email: string }> {
  const person = await findOpenResetLink(input.token);
  if (!person) throw notUsable();
  const about = { email: person.email, names: [person.name, person.account.name] };
  const passwordHash = await newPasswordHash(input.password, about, { key: networkOf(address), known: true });
  const email = await transaction(async (tx) => {
    const now = await databaseNow(tx);
    const used = await tx.passwordReset.updateMany({ where: usable(input.token, now), data: { usedAt: now } });
    if (used.count === 0) throw notUsable();
    const { user } = await tx.passwordReset.findUniqueOrThrow({
      where: { tokenDigest: tokenDigest(input.token) },
      select: { user: { select: { id: true, name: true, email: true, accountId: true } } },
    });
    await setPassword(tx, user.id, passwordHash);
    const endedSessions = await endSessionsOf(tx, user.id);
    const actor = { userId: user.id, name: user.name, accountId: user.accountId, address };
    const target = { id: user.id, name: user.name };
    await record(tx, actor, randomId(), [{ action: "person.passwordReset", target, after: { endedSessions } }]);
    return user.email;
  });
  await forgetSignInAttempts(email);
  return { email };
}
