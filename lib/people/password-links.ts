import { setTimeout as sleep } from "node:timers/promises";
import { networkOf } from "@/lib/address/client-address";
import { record } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { newPasswordHash } from "@/lib/auth/new-password";
import { spendSending } from "@/lib/auth/sending-throttle";
import { endSessionsOf } from "@/lib/auth/sessions";
import { allowNextSignIn, forgetSignInAttempts } from "@/lib/auth/sign-in-throttle";
import { spendAttempt } from "@/lib/auth/throttle";
import { config } from "@/lib/config";
import { randomId, randomToken, tokenDigest } from "@/lib/crypto";
import { databaseNow } from "@/lib/database/clock";
import { db, type Transaction } from "@/lib/database/db";
import { type SharedTransaction, sharing, transaction } from "@/lib/database/transaction";
import { resetHours } from "@/lib/limits";
import { log } from "@/lib/log";
import { resetLetter } from "@/lib/mail/letters";
import { type MailOutcome, sendMail } from "@/lib/mail/send";
import { type LockedPerson, lockedActor, lockPeople } from "@/lib/people/locked-people";
import { setPassword } from "@/lib/people/passwords";
import { whyNoResetLink } from "@/lib/people/rules";
import { markVerified } from "@/lib/people/verified";
import { Refusal } from "@/lib/refusal";
import { mayInvite } from "@/lib/rights/rules";
import { withoutLinks } from "@/lib/text/links";

const anHour = 3_600;
const perPerson = { name: "password-link-person", attempts: 5, perSeconds: anHour };
const perMade = { name: "password-link-made", attempts: 5, perSeconds: anHour };
const perAddress = { name: "password-link-address", attempts: 20, perSeconds: anHour };

/**
 * The response must be sent before any work that is done only for people who exist; otherwise its timing would give them away.
 */
const afterTheAnswerMs = 100;

/**
 * Creates a link with which another person of the account sets a new password, once, within 24 hours. It is returned
 * once and cannot be read again. Where email is configured, the person is also sent a second link that no one else has
 * seen. Their earlier links end; this one ends too if the actor may no longer create it.
 * @throws Refusal `forbidden` (also: their role grants more than the actor's), `not-found`, `invalid` (oneself, or a
 * person who is deactivated or has no email address), `too-many`
 */
export async function makeResetLink(
  actor: Actor,
  { userId }: { userId: string },
): Promise<{ link: string; mail: MailOutcome }> {
  if (mayInvite(actor)) {
    await spendAttempt(perMade, `${actor.accountId} ${userId}`);
    if (config().mail) await spendSending(actor, "email");
  }
  const { email, shown, mailed } = await sharing(actor.accountId, async (tx) => {
    const person = await lockForLink(tx, actor, userId);
    await tx.passwordReset.updateMany({ where: { userId, usedAt: null }, data: { usedAt: await databaseNow(tx) } });
    const target = { id: userId, name: person.name };
    await record(tx, actor, randomId(), [{ action: "person.resetLinkCreated", target }]);
    const madeBy = { userId, madeById: actor.userId };
    return {
      email: person.email,
      shown: await newLink(tx, { ...madeBy, mailedOnly: false }),
      mailed: config().mail ? await newLink(tx, { ...madeBy, mailedOnly: true }) : "",
    };
  });
  const askedFor = `${withoutLinks(actor.name)} created a link for you to set a new Patchbay password.`;
  return { link: shown, mail: await sendMail({ to: email, ...resetLetter({ askedFor, link: mailed }) }) };
}

/** Locks the person the link is for and the actor, and checks that the actor may create it. */
async function lockForLink(
  tx: SharedTransaction,
  actor: Actor,
  userId: string,
): Promise<LockedPerson & { email: string }> {
  const people = await lockPeople(tx, actor.accountId, [actor.userId, userId]);
  const self = lockedActor(people, actor);
  const person = people.get(userId);
  if (!person) throw new Refusal("not-found", "This person isn’t in this account.");
  const why = whyNoResetLink(self, { ...person, id: userId });
  if (why || person.email === null) throw new Refusal(why?.code ?? "invalid", why?.message ?? "");
  return { ...person, email: person.email };
}

/**
 * "Forgot your password?": emails a link to the person with this email address, if there is an active one. Known and
 * unknown addresses get the same response in the same time; the work that differs is done afterward.
 * @throws Refusal `forbidden` (email is not configured), `too-many`
 */
export async function requestResetLink({ email }: { email: string }, address: string): Promise<void> {
  if (!config().mail) throw new Refusal("forbidden", "Email isn’t set up here. Ask an account owner for a link.");
  await spendAttempt(perAddress, networkOf(address));
  await spendAttempt(perPerson, email);
  void mailResetLink(email, address).catch((error) => log.error({ err: error }, "password link not emailed"));
}

async function mailResetLink(email: string, address: string): Promise<void> {
  await sleep(afterTheAnswerMs);
  const person = await db().user.findUnique({
    where: { email, status: "active" },
    select: { id: true, name: true, accountId: true, account: { select: { name: true } } },
  });
  if (!person) return;
  const link = await transaction(async (tx) => {
    const patchbay = { userId: null, name: "Patchbay", accountId: person.accountId, address };
    const target = { id: person.id, name: person.name };
    await record(tx, patchbay, randomId(), [{ action: "person.resetLinkRequested", target }]);
    return newLink(tx, { userId: person.id, madeById: null, mailedOnly: true });
  });
  const accountName = withoutLinks(person.account.name);
  const askedFor = `Someone, most likely you, asked for a new password at ${config().baseUrl} for the account ${accountName}.`;
  await sendMail({ to: email, ...resetLetter({ askedFor, link }) });
}

type NewLink = { userId: string; madeById: string | null; mailedOnly: boolean };

async function newLink(tx: Transaction, link: NewLink): Promise<string> {
  const token = randomToken();
  const expiresAt = new Date((await databaseNow(tx)).getTime() + resetHours * 3_600_000);
  await tx.passwordReset.create({ data: { tokenDigest: tokenDigest(token), ...link, expiresAt } });
  return `${config().baseUrl}/reset/${token}`;
}

const usable = (token: string, now: Date) => ({
  tokenDigest: tokenDigest(token),
  usedAt: null,
  expiresAt: { gt: now },
  user: { status: "active" as const, email: { not: null } },
});

/** Whose password a link sets, and their account; null if it is not usable. */
export async function findOpenResetLink(
  token: string,
): Promise<{ name: string; email: string; accountId: string; accountName: string } | null> {
  const link = await db().passwordReset.findUnique({
    where: usable(token, await databaseNow()),
    select: { user: { select: { name: true, email: true, account: { select: { id: true, name: true } } } } },
  });
  if (!link || link.user.email === null) return null;
  const { name, email, account } = link.user;
  return { name, email, accountId: account.id, accountName: account.name };
}

const notUsable = () =>
  new Refusal("link-not-usable", "This link was already used or has expired. Request a new one on the sign-in page.");

/**
 * Sets the password that the link is for. All sessions and other links of the person end, and their failed sign-in
 * attempts are cleared so that they can sign in right away. A link that was only emailed proves the address.
 * @throws Refusal `link-not-usable` (also: its creator may no longer create it), `invalid` (an easily guessed
 * password), `too-many`
 */
export async function resetPassword(
  input: { token: string; password: string },
  address: string,
): Promise<{ email: string }> {
  const person = await findOpenResetLink(input.token);
  if (!person) throw notUsable();
  const about = { email: person.email, names: [person.name, person.accountName] };
  const passwordHash = await newPasswordHash(input.password, about, { key: networkOf(address), known: true });
  const email = await sharing(person.accountId, (tx) => applyLink(tx, input.token, passwordHash, address));
  await forgetSignInAttempts(email);
  await allowNextSignIn(email, address);
  return { email };
}

async function applyLink(tx: SharedTransaction, token: string, passwordHash: string, address: string): Promise<string> {
  const { person, accountId, mailedOnly } = await lockLink(tx, token);
  const used = await tx.passwordReset.updateMany({
    where: usable(token, await databaseNow(tx)),
    data: { usedAt: await databaseNow(tx) },
  });
  if (used.count === 0 || person.email === null) throw notUsable();
  const { userId, name, email } = person;
  await setPassword(tx, userId, passwordHash);
  const proved = mailedOnly ? await markVerified(tx, person.userId) : false;
  const endedSessions = await endSessionsOf(tx, userId);
  const target = { id: userId, name };
  await record(tx, { userId, name, accountId, address }, randomId(), [
    { action: "person.passwordReset", target, after: { endedSessions } },
    ...(proved ? [{ action: "person.addressVerified" as const, target }] : []),
  ]);
  return email;
}

/**
 * Locks the person whose password the link sets and the person who created it, and checks that the latter may still
 * create it.
 * @throws Refusal `link-not-usable`
 */
async function lockLink(tx: SharedTransaction, token: string) {
  const link = await tx.passwordReset.findUnique({
    where: { tokenDigest: tokenDigest(token) },
    select: { userId: true, madeById: true, mailedOnly: true, user: { select: { accountId: true } } },
  });
  if (!link) throw notUsable();
  const { userId, madeById, mailedOnly } = link;
  const { accountId } = link.user;
  const people = await lockPeople(tx, accountId, madeById ? [userId, madeById] : [userId]);
  const person = people.get(userId);
  if (!person || (madeById && !mayStillMake(people.get(madeById), person))) throw notUsable();
  return { person, accountId, mailedOnly };
}

const mayStillMake = (maker: LockedPerson | undefined, person: LockedPerson): boolean =>
  maker?.status === "active" &&
  maker.email !== null &&
  whyNoResetLink(maker, { ...person, id: person.userId }) === null;
