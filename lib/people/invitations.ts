import { createPerson } from "@/lib/accounts/commands";
import { record } from "@/lib/audit/record";
import { type Actor, rightsOf } from "@/lib/auth/actor";
import { config } from "@/lib/config";
import { randomId, randomToken, tokenDigest } from "@/lib/crypto";
import { db, type Transaction } from "@/lib/db";
import { invitationLetter } from "@/lib/mail/letters";
import { type MailOutcome, sendMail } from "@/lib/mail/send";
import { invitationDays } from "@/lib/people/limits";
import { invitationState } from "@/lib/people/rules";
import { Refusal } from "@/lib/refusal";
import { mayGrantRole, mayInvite } from "@/lib/roles/rules";
import { transaction } from "@/lib/transaction";

const notUsable = () =>
  new Refusal(
    "link-not-usable",
    "This invitation was used, revoked or has run out. Ask the person who invited you for a new one.",
  );

/**
 * Invites a person by link, usable once within 7 days. The link is shown now and never again; where mail is configured
 * it is mailed to them too.
 * @throws Refusal `forbidden`, `not-found` (role), `email-taken`
 */
export async function invite(
  actor: Actor,
  input: { email: string; roleId: string },
): Promise<{ link: string; mail: MailOutcome }> {
  if (!mayInvite(actor)) throw new Refusal("forbidden", "Inviting people takes the privilege Users: Edit.");
  const token = randomToken();
  const roleName = await transaction(async (tx) => {
    const role = await tx.role.findUnique({
      where: { id: input.roleId, accountId: actor.accountId },
      select: { name: true, grants: { select: { privilege: true, access: true } } },
    });
    if (!role)
      throw new Refusal("not-found", "This role does not exist.", [{ field: "roleId", message: "Choose a role." }]);
    if (!mayGrantRole(actor, { rights: rightsOf(role.grants) })) {
      throw new Refusal("forbidden", `The role ${role.name} grants more than you hold yourself.`, [
        { field: "roleId", message: "Choose a role that grants no more than your own." },
      ]);
    }
    const taken = await tx.user.findUnique({ where: { email: input.email }, select: { id: true } });
    if (taken) {
      throw new Refusal("email-taken", "A person with this email address exists already.", [
        { field: "email", message: "This email address is taken." },
      ]);
    }
    const id = randomId();
    await tx.invitation.create({
      data: {
        id,
        accountId: actor.accountId,
        email: input.email,
        roleId: input.roleId,
        invitedById: actor.userId,
        tokenDigest: tokenDigest(token),
        expiresAt: new Date(Date.now() + invitationDays * 86_400_000),
      },
    });
    await record(tx, actor, randomId(), [
      { action: "person.invited", target: { id, name: input.email }, after: { role: role.name } },
    ]);
    return role.name;
  });
  const link = `${config().baseUrl}/join/${token}`;
  const letter = invitationLetter({ accountName: actor.accountName, invitedBy: actor.name, roleName, link });
  return { link, mail: await sendMail({ to: input.email, ...letter }) };
}

/** @throws Refusal `forbidden`, `not-found` */
export async function revokeInvitation(actor: Actor, input: { invitationId: string }): Promise<void> {
  if (!mayInvite(actor)) throw new Refusal("forbidden", "Revoking invitations takes the privilege Users: Edit.");
  await transaction(async (tx) => {
    const where = { id: input.invitationId, accountId: actor.accountId };
    const invitation = await tx.invitation.findUnique({ where, select: { email: true } });
    const revoked = await tx.invitation.updateMany({
      where: { ...where, acceptedAt: null, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (!invitation || revoked.count === 0) throw new Refusal("not-found", "There is no such open invitation.");
    await record(tx, actor, randomId(), [
      { action: "person.invitationRevoked", target: { id: input.invitationId, name: invitation.email } },
    ]);
  });
}

/** What the join page shows of an open invitation; null when the link cannot be used. */
export async function findOpenInvitation(token: string) {
  const invitation = await db().invitation.findUnique({
    where: { tokenDigest: tokenDigest(token) },
    select: {
      email: true,
      acceptedAt: true,
      revokedAt: true,
      expiresAt: true,
      account: { select: { name: true } },
      role: { select: { name: true } },
      invitedBy: { select: { name: true } },
    },
  });
  if (!invitation || invitationState(invitation, new Date()) !== "open") return null;
  return {
    email: invitation.email,
    accountName: invitation.account.name,
    roleName: invitation.role.name,
    invitedBy: invitation.invitedBy.name,
  };
}

/**
 * Joins the account that the invitation is for, with the role chosen at invitation.
 * @throws Refusal `link-not-usable`, `email-taken`
 */
export async function join(
  input: { token: string; name: string; password: string },
  address: string,
): Promise<{ email: string }> {
  const { token, ...person } = input;
  return transaction((tx) => acceptInvitation(tx, { tokenDigest: tokenDigest(token) }, person, address));
}

/**
 * Uses an invitation, inside the caller's transaction: the person is created with the role it names. Without a password
 * they sign in through the identity provider only.
 * @throws Refusal `link-not-usable`, `email-taken`
 */
export async function acceptInvitation(
  tx: Transaction,
  where: { tokenDigest: string } | { id: string },
  person: { name: string; password: string | null },
  address: string,
): Promise<{ userId: string; accountId: string; email: string }> {
  const accepted = await tx.invitation.updateMany({
    where: { ...where, acceptedAt: null, revokedAt: null, expiresAt: { gt: new Date() } },
    data: { acceptedAt: new Date() },
  });
  const invitation = await tx.invitation.findUnique({
    where,
    select: { accountId: true, email: true, roleId: true, role: { select: { name: true } } },
  });
  if (!invitation || accepted.count === 0) throw notUsable();
  const { accountId, email, roleId, role } = invitation;
  const { userId } = await createPerson(tx, { accountId, roleId, email, ...person });
  await record(tx, { userId, name: person.name, accountId, address }, randomId(), [
    { action: "person.joined", target: { id: userId, name: role.name } },
  ]);
  return { userId, accountId, email };
}
