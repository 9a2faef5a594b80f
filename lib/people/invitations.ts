import { type AuditActor, record } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { findRole } from "@/lib/auth/find-role";
import { countAttempt, spendAttempt } from "@/lib/auth/throttle";
import { config } from "@/lib/config";
import { randomId, randomToken, tokenDigest } from "@/lib/crypto";
import { databaseNow } from "@/lib/database/clock";
import { db, type Transaction } from "@/lib/database/db";
import { type ExclusiveTransaction, exclusively, transaction } from "@/lib/database/transaction";
import { invitationDays } from "@/lib/limits";
import { invitationLetter } from "@/lib/mail/letters";
import { type MailOutcome, sendMail } from "@/lib/mail/send";
import { endEarlierInvitations } from "@/lib/people/end-links";
import { lockedActor, lockPeople } from "@/lib/people/locked-people";
import { invitationState } from "@/lib/people/rules";
import { Refusal } from "@/lib/refusal";
import { mayGrantRole, mayInvite } from "@/lib/rights/rules";

const anHour = 3_600;
const perPerson = { name: "invitations-person", attempts: 100, perSeconds: anHour };
const perAccount = { name: "invitations-account", attempts: 300, perSeconds: anHour };
const perTarget = { name: "invitations-target", attempts: 5, perSeconds: anHour };
/**
 * Across all accounts. Above it the invitation is still created but not emailed, so that no account learns of another's
 * invitations.
 */
const mailsPerTarget = { name: "invitations-mailed", attempts: 10, perSeconds: anHour };

/** `limited`: not emailed, because too many invitations were emailed to this address within the hour. */
export type InvitationMail = MailOutcome | "limited";

const mayNotInvite = () => new Refusal("forbidden", "You need Users: Edit to invite people.");

/**
 * Creates an invitation link, usable once within 7 days, and ends an earlier open invitation for the same email
 * address. The link is returned once and cannot be read again. Where email is configured, the person is also sent a
 * second link that no one else has seen, which therefore proves that the address is theirs. The answer is the same
 * whether or not someone already has the address.
 * @throws Refusal `forbidden`, `not-found` (role), `too-many`
 */
export async function invite(
  actor: Actor,
  input: { email: string; roleId: string },
): Promise<{ link: string; mail: InvitationMail }> {
  if (!mayInvite(actor)) throw mayNotInvite();
  await spendAttempt(perTarget, `${actor.accountId} ${input.email}`);
  await spendAttempt(perPerson, actor.userId);
  await spendAttempt(perAccount, actor.accountId);
  const [shown, mailed] = [randomToken(), randomToken()];
  const tokens = { tokenDigest: tokenDigest(shown), mailTokenDigest: config().mail ? tokenDigest(mailed) : null };
  const roleName = await exclusively(actor.accountId, (tx) => makeInvitation(tx, actor, input, tokens));
  const link = linkOf(mailed);
  const letter = invitationLetter({ accountName: actor.accountName, invitedBy: actor.name, roleName, link });
  return { link: linkOf(shown), mail: await mailInvitation({ to: input.email, ...letter }) };
}

const linkOf = (token: string): string => `${config().baseUrl}/join/${token}`;

async function mailInvitation(letter: { to: string; subject: string; text: string }): Promise<InvitationMail> {
  if (config().mail && (await countAttempt(mailsPerTarget, letter.to)) > 0) return "limited";
  return sendMail(letter);
}

type Tokens = { tokenDigest: string; mailTokenDigest: string | null };

async function makeInvitation(
  tx: ExclusiveTransaction,
  actor: Actor,
  { email, roleId }: { email: string; roleId: string },
  tokens: Tokens,
): Promise<string> {
  const people = await lockPeople(tx, actor.accountId, [actor.userId]);
  const self = lockedActor(people, actor);
  if (!mayInvite(self)) throw mayNotInvite();
  const role = await findRole(tx, actor.accountId, roleId).catch((error) => {
    throw error instanceof Refusal ? chooseRole("not-found", error.message, "Choose a role.") : error;
  });
  if (!mayGrantRole(self, role)) {
    const message = `The role ${role.name} grants more than you have yourself.`;
    throw chooseRole("forbidden", message, "Choose a role that grants no more than your own.");
  }
  await writeInvitation(tx, actor, { email, role, tokens });
  return role.name;
}

type NewInvitation = { email: string; role: { id: string; name: string }; tokens: Tokens };

/** Replaces any earlier invitation for the same email address. The account must be locked. */
async function writeInvitation(tx: Transaction, by: AuditActor, { email, role, tokens }: NewInvitation): Promise<void> {
  const { accountId, userId: invitedById } = by;
  const ended = await endEarlierInvitations(tx, { accountId, email });
  const [id, now] = [randomId(), await databaseNow(tx)];
  const expiresAt = new Date(now.getTime() + invitationDays * 86_400_000);
  await tx.invitation.create({
    data: { id, accountId, email, roleId: role.id, invitedById, ...tokens, createdAt: now, expiresAt },
  });
  const entry = { action: "person.invited", target: { id, name: email }, after: { role: role.name } } as const;
  await record(tx, by, randomId(), [...ended, entry]);
}

/**
 * Invites an owner to an account on behalf of the operator: the way back into an account whose owners have all lost
 * their email address. Returns the link, which is not emailed.
 */
export async function inviteOwner(accountId: string, email: string): Promise<string> {
  const token = randomToken();
  await exclusively(accountId, async (tx) => {
    const role = await tx.role.findFirstOrThrow({
      where: { accountId, kind: "owner" },
      select: { id: true, name: true },
    });
    const operator = { userId: null, name: "The operator", accountId, address: "" };
    const tokens = { tokenDigest: tokenDigest(token), mailTokenDigest: null };
    await writeInvitation(tx, operator, { email, role, tokens });
  });
  return linkOf(token);
}

const chooseRole = (code: "not-found" | "forbidden", message: string, atField: string): Refusal =>
  new Refusal(code, message, [{ field: "roleId", message: atField }]);

/** @throws Refusal `forbidden`, `not-found` */
export async function revokeInvitation(actor: Actor, input: { invitationId: string }): Promise<void> {
  if (!mayInvite(actor)) throw new Refusal("forbidden", "You need Users: Edit to revoke invitations.");
  await transaction(async (tx) => {
    const where = { id: input.invitationId, accountId: actor.accountId };
    const invitation = await tx.invitation.findUnique({ where, select: { email: true } });
    const revoked = await tx.invitation.updateMany({
      where: { ...where, acceptedAt: null, revokedAt: null },
      data: { revokedAt: await databaseNow(tx) },
    });
    if (!invitation || revoked.count === 0) throw new Refusal("not-found", "This invitation is no longer open.");
    await record(tx, actor, randomId(), [
      { action: "person.invitationRevoked", target: { id: input.invitationId, name: invitation.email } },
    ]);
  });
}

const shownColumns = {
  id: true,
  email: true,
  acceptedAt: true,
  revokedAt: true,
  expiresAt: true,
  account: { select: { name: true } },
  role: { select: { name: true } },
  invitedBy: { select: { name: true } },
} as const;

type Row = {
  id: string;
  email: string;
  account: { name: string };
  role: { name: string };
  invitedBy: { name: string } | null;
};

const shown = ({ id, email, account, role, invitedBy }: Row) => ({
  id,
  email,
  accountName: account.name,
  roleName: role.name,
  /** null: this Patchbay's operator. */
  invitedBy: invitedBy?.name ?? null,
});

export type ShownInvitation = ReturnType<typeof shown>;

/** Matches an invitation by the token in either of its two links: the one shown or the one emailed. */
export const byToken = (token: string) => ({
  OR: [{ tokenDigest: tokenDigest(token) }, { mailTokenDigest: tokenDigest(token) }],
});

/** What the join page shows of an open invitation; null if the link is not usable. */
export async function findOpenInvitation(token: string): Promise<ShownInvitation | null> {
  const invitation = await db().invitation.findFirst({ where: byToken(token), select: shownColumns });
  if (!invitation || invitationState(invitation, await databaseNow()) !== "open") return null;
  return shown(invitation);
}

const openFor = (email: string, now: Date) => ({ email, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } });

/** The accounts with an open invitation for this email address, at most 50. */
export async function accountsInviting(email: string): Promise<string[]> {
  const where = openFor(email, await databaseNow());
  const invitations = await db().invitation.findMany({ where, take: 50, select: { accountId: true } });
  return invitations.map(({ accountId }) => accountId);
}

/**
 * The open invitations for an email address in all accounts, newest first, at most 50. Only for someone who has proved
 * that the address is theirs.
 */
export async function listInvitationsOf(email: string, tx: Transaction = db()): Promise<ShownInvitation[]> {
  const invitations = await tx.invitation.findMany({
    where: openFor(email, await databaseNow(tx)),
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    take: 50,
    select: shownColumns,
  });
  return invitations.map(shown);
}
